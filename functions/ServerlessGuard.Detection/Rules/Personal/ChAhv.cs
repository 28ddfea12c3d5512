using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Swiss social security number (AHV: 756, EAN-13 check digit).</summary>
internal sealed class ChAhv : IRuleSource
{
    private const string Shape = @"756\.?\d{4}\.?\d{4}\.?\d{2}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-094",
        Kind = "ch-ahv",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(13, 13),
        Pattern = Shape,
        MaxLength = 16,
        Check = IsValid,
        Confidence = 0.9,
        Context = ["ahv", "avs", "sozialversicherungsnummer", "oasi"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsValid, Shape, keep: 3),
        Positives = ["AHV «756.9217.0769.85»", "«7561234567897» AVS"],
        Negatives = ["756.9217.0769.84", "755.9217.0769.85"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        return Weighted.IsMultiple(Digits.Only(value), [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1], 10);
    }
}
