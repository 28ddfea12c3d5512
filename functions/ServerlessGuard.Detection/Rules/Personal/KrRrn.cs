using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Korean resident registration number (date, gender and century 1-4, serial).</summary>
internal sealed class KrRrn : IRuleSource
{
    private const string Shape = @"\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])-[1-4]\d{6}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-127",
        Kind = "kr-rrn",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(13, 13),
        Pattern = Shape,
        MaxLength = 14,
        Check = IsDated,
        Confidence = 0.75,
        Context = ["rrn", "주민등록번호", "주민번호", "resident registration", "korean"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsDated, Shape),
        Positives = ["RRN «900101-1234568»", "주민등록번호 «850215-2345679»"],
        Negatives = ["901301-1234568", "900101-9234568"],
    };

    /// <summary>The check digit ended in October 2020, so only the date is sure.</summary>
    private static bool IsDated(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return Calendar.IsShortDate(Digits.At(digits, 0, 2), Digits.At(digits, 2, 2), Digits.At(digits, 4, 2));
    }
}
