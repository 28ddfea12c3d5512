using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Portuguese tax number (weights 9 to 2, modulus 11) near a word for it.</summary>
internal sealed class PtNif : IRuleSource
{
    private const string Shape = @"[1-35689]\d{2} ?\d{3} ?\d{3}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-091",
        Kind = "pt-nif",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 9, needsContext: true),
        Pattern = Shape,
        MaxLength = 11,
        Check = IsValid,
        Confidence = 0.2,
        Context = ["nif", "contribuinte", "número de contribuinte", "portugal"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["NIF «123456789»", "contribuinte «501964843»"],
        Negatives = ["NIF 123456788", "123456789 rows"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        var rest = Weighted.Sum(digits, [9, 8, 7, 6, 5, 4, 3, 2]) % 11;
        return (rest < 2 ? 0 : 11 - rest) == digits[8] - '0';
    }
}
