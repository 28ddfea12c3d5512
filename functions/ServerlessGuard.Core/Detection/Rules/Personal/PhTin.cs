using ServerlessGuard.Core.Detection.Checks;

namespace ServerlessGuard.Core.Detection.Rules.Personal;

/// <summary>A Philippine taxpayer number (BIR: nine digits, modulus 11, branch code).</summary>
internal sealed class PhTin : IRuleSource
{
    private const string Shape = @"\d{3}-?\d{3}-?\d{3}(?:-?\d{3,5})?";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-123",
        Kind = "ph-tin",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 14, needsContext: true),
        Pattern = Shape,
        MaxLength = 17,
        Check = IsValid,
        Confidence = 0.2,
        Context = ["tin", "bir", "taxpayer", "tax id", "taxpayer identification"],
        ContextConfidence = 0.8,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["BIR TIN «123-456-786-000»", "TIN: «208015478»"],
        Negatives = ["123-456-789-000 rows", "TIN 12-34"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        // The ninth digit is the weighted sum of the first eight (9 down to 2... read as 1 to 8) modulus 11.
        var digits = Digits.Only(value);
        return Weighted.Sum(digits, [1, 2, 3, 4, 5, 6, 7, 8]) % 11 % 10 == digits[8] - '0' || Weighted.Sum(digits, [9, 8, 7, 6, 5, 4, 3, 2]) % 11 == digits[8] - '0';
    }
}
