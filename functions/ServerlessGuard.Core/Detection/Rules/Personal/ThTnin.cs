using ServerlessGuard.Core.Detection.Checks;

namespace ServerlessGuard.Core.Detection.Rules.Personal;

/// <summary>A Thai national identity number (thirteen digits, weights 13 to 2, modulus 11).</summary>
internal sealed class ThTnin : IRuleSource
{
    private const string Shape = @"[1-8]-?(?:1\d|2[0-7]|3[0-9]|4[0-9]|5[0-8]|6[0-7]|7[0-7]|8[0-6]|9[0-6])\d{2}-?\d{5}-?\d{2}-?\d|[1-8]\d{12}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-126",
        Kind = "th-tnin",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(13, 13),
        Pattern = Shape,
        MaxLength = 17,
        Check = IsValid,
        Confidence = 0.45,
        Context = ["thai", "thai id", "national id", "เลขประจำตัวประชาชน", "บัตรประชาชน", "เลขบัตรประชาชน"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["Thai ID «1-1018-01234-56-7»", "thai national id «3100600445635»"],
        Negatives = ["Thai ID 1101801234568", "0101801234567 thai"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        // The second and third digit name one of the provinces' codes, 10 to 96.
        return Digits.At(digits, 1, 2) is >= 10 and <= 96 and not (28 or 29 or 59 or 68 or 69 or 78 or 79 or 87 or 88 or 89) && !Digits.AllSame(digits)
            && (11 - (Weighted.Sum(digits, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 10 == digits[12] - '0';
    }
}
