using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Hungarian personal tax number (8, nine digits, weights 1 to 9, modulus 11) near a word for it.</summary>
internal sealed class HuTaxId : IRuleSource
{
    private const string Shape = @"8\d{9}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-109",
        Kind = "hu-tax-id",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(10, 10, needsContext: true),
        Pattern = Shape,
        MaxLength = 10,
        Check = IsValid,
        Confidence = 0.3,
        Context = ["adóazonosító", "adóazonosító jel", "tax id"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["adóazonosító «8071592153»", "adóazonosító jel «8355440374»"],
        Negatives = ["adóazonosító 8071592154", "8071592153 rows"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        return Weighted.Sum(value, [1, 2, 3, 4, 5, 6, 7, 8, 9]) % 11 == value[9] - '0';
    }
}
