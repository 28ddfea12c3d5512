using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Korean business registration number without hyphens, near a word for it.</summary>
internal sealed class KrBrnBare : IRuleSource
{
    private const string Shape = @"\d{10}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-132",
        Kind = "kr-brn",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(10, 10, needsContext: true),
        Pattern = Shape,
        MaxLength = 10,
        Check = IsRegistered,
        Confidence = 0.2,
        Context = ["사업자등록번호", "사업자번호", "business registration", "brn"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(IsRegistered, Shape),
        Positives = ["BRN «1248100998»", "사업자등록번호 «2208162517»"],
        Negatives = ["BRN 1248100999", "1248100998 rows"],
    };

    private static bool IsRegistered(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        var sum = Weighted.Sum(digits, [1, 3, 7, 1, 3, 7, 1, 3, 5]) + ((digits[8] - '0') * 5 / 10);
        return (sum + digits[9] - '0') % 10 == 0;
    }
}
