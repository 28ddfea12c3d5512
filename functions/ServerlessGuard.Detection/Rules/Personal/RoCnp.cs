using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Romanian personal numeric code (sex and century, date, county, weights 279146358279, modulus 11).</summary>
internal sealed class RoCnp : IRuleSource
{
    private const string Shape = @"[1-9]\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|[1-4]\d|5[0-2]|70)\d{4}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-105",
        Kind = "ro-cnp",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(13, 13),
        Pattern = Shape,
        MaxLength = 13,
        Check = IsValid,
        Confidence = 0.6,
        Context = ["cnp", "cod numeric personal"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["CNP «1800101221144»", "cod numeric personal «2960512034561»"],
        Negatives = ["1800101221145", "1801301221144"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var rest = Weighted.Sum(value, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
        return (rest == 10 ? 1 : rest) == value[12] - '0';
    }
}
