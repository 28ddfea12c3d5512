using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Philippine taxpayer number without its branch code, near a word for it.</summary>
internal sealed class PhTinBare : IRuleSource
{
    private const string Shape = @"\d{9}(?:\d{3})?";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-161",
        Kind = "ph-tin",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 12, needsContext: true),
        Pattern = Shape,
        MaxLength = 12,
        Check = IsValid,
        Confidence = 0.2,
        Context = ["tin", "bir", "bir taxpayer identification number"],
        ContextConfidence = 0.8,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["TIN: «208015474»", "BIR «123456708»"],
        Negatives = ["208015474 rows", "TIN 208015475"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return Weighted.Sum(digits, [9, 8, 7, 6, 5, 4, 3, 2]) % 11 == digits[8] - '0';
    }
}
