using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A German physician number (KBV LANR: six digits, check digit by weights 4 9, speciality).</summary>
internal sealed class DeLanr : IRuleSource
{
    private const string Shape = @"\d{9}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-077",
        Kind = "de-lanr",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 9, needsContext: true),
        Pattern = Shape,
        MaxLength = 9,
        Check = IsValid,
        Confidence = 0.2,
        Context = ["lanr", "arztnummer", "arzt", "lebenslange arztnummer"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["LANR «123456601»", "Arztnummer «838388838»"],
        Negatives = ["123456601 rows", "LANR 123456501"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        // The check digit makes the weighted sum a multiple of ten.
        return (Weighted.Sum(value, [4, 9, 4, 9, 4, 9]) + value[6] - '0') % 10 == 0;
    }
}
