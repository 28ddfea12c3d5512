using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>An Australian business number (ABR: first digit less one, modulus 89).</summary>
internal sealed class AuAbn : IRuleSource
{
    private const string Shape = @"[1-9]\d \d{3} \d{3} \d{3}|[1-9]\d{10}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-061",
        Kind = "au-abn",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(11, 11),
        Pattern = Shape,
        MaxLength = 14,
        Check = IsValid,
        Confidence = 0.5,
        Context = ["abn", "australian business", "business number"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["ABN «51 824 753 556»", "«53004085648» is the ABN"],
        Negatives = ["51 824 753 557", "ABN 51824753557"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return (Weighted.Sum(digits, [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]) - 10) % 89 == 0;
    }
}
