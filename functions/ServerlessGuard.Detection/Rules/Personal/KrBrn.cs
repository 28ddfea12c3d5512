using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Korean business registration number (weights 1 3 7 1 3 7 1 3 5, modulus 10).</summary>
internal sealed class KrBrn : IRuleSource
{
    private const string Shape = @"\d{3}-\d{2}-\d{5}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-131",
        Kind = "kr-brn",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(10, 10),
        Pattern = Shape,
        MaxLength = 12,
        Check = IsRegistered,
        Confidence = 0.6,
        Context = ["사업자등록번호", "사업자번호", "business registration", "brn"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsRegistered, Shape),
        Positives = ["BRN «124-81-00998»", "사업자등록번호 «220-81-62517»"],
        Negatives = ["124-81-00999", "110-81-4127A"],
    };

    private static bool IsRegistered(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        var sum = Weighted.Sum(digits, [1, 3, 7, 1, 3, 7, 1, 3, 5]) + ((digits[8] - '0') * 5 / 10);
        return (sum + digits[9] - '0') % 10 == 0;
    }
}
