using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Thai national identity number (thirteen digits, weights 13 to 2, modulus 11).</summary>
internal sealed class ThTnin : IRuleSource
{
    private const string Shape = @"[1-8]-\d{4}-\d{5}-\d{2}-\d|[1-8] \d{4} \d{5} \d{2} \d";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-126",
        Kind = "th-tnin",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(13, 13),
        Pattern = Shape,
        MaxLength = 17,
        Check = IsValid,
        Confidence = 0.7,
        Context = ["thai", "thai id", "national id", "เลขประจำตัวประชาชน", "บัตรประชาชน", "เลขบัตรประชาชน"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["«1-1018-01234-51-2» is hers", "thai «3-1006-00445-63-5»"],
        Negatives = ["1-1018-01234-51-3", "0-1018-01234-51-2"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        // The second and third digit name one of the provinces' codes, 10 to 96.
        return Digits.At(digits, 1, 2) is >= 10 and <= 96 and not (28 or 29 or 59 or 68 or 69 or 78 or 79 or 87 or 88 or 89) && !Digits.AllSame(digits)
            && (11 - (Weighted.Sum(digits, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 10 == digits[12] - '0';
    }
}
