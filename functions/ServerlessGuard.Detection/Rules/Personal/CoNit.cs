using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Colombian tax number (NIT: primes as weights, modulus 11) near a word for it.</summary>
internal sealed class CoNit : IRuleSource
{
    private const string Shape = @"\d{3}\.?\d{3}\.?\d{3}-\d";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-146",
        Kind = "co-nit",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 10, needsContext: true),
        Pattern = Shape,
        MaxLength = 13,
        Check = IsValid,
        Confidence = 0.3,
        Context = ["nit", "colombia", "dian"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["NIT «800.197.268-4»", "nit «899999034-1»"],
        Negatives = ["NIT 800.197.268-5", "800197268-4 rows"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        var rest = Weighted.Sum(digits, [41, 37, 29, 23, 19, 17, 13, 7, 3]) % 11;
        return (rest < 2 ? rest : 11 - rest) == digits[9] - '0';
    }
}
