using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

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
        Check = IsValid,
        Confidence = 0.55,
        Context = ["frn", "외국인등록번호", "foreigner registration", "alien registration", "korean"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["FRN «9001015234561»", "number «8502156345675» here"],
        Negatives = ["9013015234568", "9001015234560"],
    };

    /// <summary>Numbers of before October 2020 end in a check digit; without hyphen nothing less will do.</summary>
    private static bool IsValid(ReadOnlySpan<char> value) =>
        Calendar.IsShortDate(Digits.At(value, 0, 2), Digits.At(value, 2, 2), Digits.At(value, 4, 2))
        && (13 - (Weighted.Sum(value, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11)) % 10 == value[12] - '0';
}
