using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>An Australian company number (ASIC: weights 8 to 1, modulus 10).</summary>
internal sealed class AuAcn : IRuleSource
{
    private const string Shape = @"\d{3} \d{3} \d{3}|\d{9}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-062",
        Kind = "au-acn",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 9),
        Pattern = Shape,
        MaxLength = 11,
        Check = IsValid,
        Confidence = 0.3,
        Context = ["acn", "australian company", "company number"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["ACN «004 085 616»", "company number «010499966»"],
        Negatives = ["ACN 004 085 617", "004085616 rows"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return !Digits.AllSame(digits) && (Weighted.Sum(digits, [8, 7, 6, 5, 4, 3, 2, 1]) + digits[8] - '0') % 10 == 0;
    }
}
