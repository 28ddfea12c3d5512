using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Hong Kong identity card number (letters, six digits, check character modulus 11).</summary>
internal sealed class HkIdentityCard : IRuleSource
{
    private const string Shape = @"[A-Z]{1,2}\d{6}\(?[0-9A]\)?";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-137",
        Kind = "hk-identity-card",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(6, 7, maxBefore: 2),
        Pattern = Shape,
        MaxLength = 11,
        Check = IsValid,
        Confidence = 0.3,
        Context = ["hkid", "hong kong", "identity card", "香港身份證"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["HKID «A123456(3)»", "Hong Kong «G1234535»"],
        Negatives = ["HKID A123456(4)", "G123456A code"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var number = Digits.AndLetters(value);
        var letters = number.Length - 7;
        // A missing first letter counts 36 (a space), letters count A = 10.
        var sum = letters == 2 ? (9 * Iso7064.Value(number[0])) + (8 * Iso7064.Value(number[1])) : (9 * 36) + (8 * Iso7064.Value(number[0]));
        sum += Weighted.Sum(number.AsSpan(letters), [7, 6, 5, 4, 3, 2]) + Iso7064.Value(number[^1]);
        return sum % 11 == 0;
    }
}
