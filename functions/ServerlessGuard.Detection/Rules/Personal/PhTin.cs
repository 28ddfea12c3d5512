using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Philippine taxpayer number (BIR: nine digits, modulus 11, branch code).</summary>
internal sealed class PhTin : IRuleSource
{
    private const string Shape = @"\d{3}-\d{3}-\d{3}-\d{3,5}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-123",
        Kind = "ph-tin",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(12, 14),
        Pattern = Shape,
        MaxLength = 17,
        Check = IsValid,
        Confidence = 0.55,
        Context = ["tin", "bir", "philippine"],
        ContextConfidence = 0.8,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["BIR «208-345-474-222»", "use «123-455-868-753» as id"],
        Negatives = ["123-456-789-0000", "TIN 12-34"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return Weighted.Sum(digits, [9, 8, 7, 6, 5, 4, 3, 2]) % 11 == digits[8] - '0';
    }
}
