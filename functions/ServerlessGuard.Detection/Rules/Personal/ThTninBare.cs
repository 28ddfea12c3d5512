using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Thai national identity number without hyphens, near a word for it.</summary>
internal sealed class ThTninBare : IRuleSource
{
    private const string Shape = @"[1-8]\d{12}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-156",
        Kind = "th-tnin",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(13, 13, needsContext: true),
        Pattern = Shape,
        MaxLength = 13,
        Check = IsValid,
        Confidence = 0.2,
        Context = ["thai", "thai id", "national id", "เลขประจำตัวประชาชน", "บัตรประชาชน", "เลขบัตรประชาชน"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["Thai ID «1101801234512»", "thai national id «3100600445635»"],
        Negatives = ["1101801234512 rows", "Thai ID 1101801234513"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        // The second and third digit name one of the provinces' codes, 10 to 96.
        return Digits.At(digits, 1, 2) is >= 10 and <= 96 and not (28 or 29 or 59 or 68 or 69 or 78 or 79 or 87 or 88 or 89) && !Digits.AllSame(digits)
            && (11 - (Weighted.Sum(digits, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 10 == digits[12] - '0';
    }
}
