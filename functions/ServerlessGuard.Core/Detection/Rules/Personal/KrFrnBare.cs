using ServerlessGuard.Core.Detection.Checks;

namespace ServerlessGuard.Core.Detection.Rules.Personal;

/// <summary>A Korean foreigner registration number without its hyphen.</summary>
internal sealed class KrFrnBare : IRuleSource
{
    private const string Shape = @"\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[5-8]\d{6}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-130",
        Kind = "kr-frn",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(13, 13),
        Pattern = Shape,
        MaxLength = 13,
        Check = IsDated,
        Confidence = 0.4,
        Context = ["frn", "외국인등록번호", "foreigner registration", "alien registration", "korean"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(IsDated, Shape),
        Positives = ["FRN «9001015234568»", "외국인등록번호 «8502156345679»"],
        Negatives = ["9013015234568", "9001015234568 rows"],
    };

    /// <summary>The check digit ended in October 2020, so only the date is sure.</summary>
    private static bool IsDated(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return Calendar.IsShortDate(Digits.At(digits, 0, 2), Digits.At(digits, 2, 2), Digits.At(digits, 4, 2));
    }
}
