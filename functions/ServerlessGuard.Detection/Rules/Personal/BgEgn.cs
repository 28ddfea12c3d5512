using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Bulgarian uniform civil number (date, weights 2 4 8 5 10 9 7 3 6, modulus 11) near a word for it.</summary>
internal sealed class BgEgn : IRuleSource
{
    private const string Shape = @"\d{2}(?:[024][1-9]|[135][0-2])(?:0[1-9]|[12]\d|3[01])\d{4}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-106",
        Kind = "bg-egn",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(10, 10, needsContext: true),
        Pattern = Shape,
        MaxLength = 10,
        Check = IsValid,
        Confidence = 0.3,
        Context = ["егн", "egn", "eгh", "единен граждански номер", "bulgarian", "uniform civil number"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["EGN «7523169263»", "Bulgarian «8032056031»"],
        Negatives = ["EGN 7523169264", "7523169263 rows"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        return Weighted.Sum(value, [2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11 % 10 == value[9] - '0';
    }
}
