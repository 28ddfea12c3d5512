using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>Identifiers that authorities of China, Hong Kong and Taiwan issue.</summary>
internal static class GreaterChina
{
    private const string CnResidentIdShape = @"[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]";

    /// <summary>A Chinese resident identity number (GB 11643: division, date, serial, ISO 7064 MOD 11-2).</summary>
    public static Rule CnResidentId { get; } = new()
    {
        Id = "SG-PII-136",
        Kind = "cn-resident-id",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(17, 18),
        Pattern = CnResidentIdShape,
        MaxLength = 18,
        Check = IsCnResidentId,
        Confidence = 0.95,
        Context = ["身份证", "身份证号", "身份证号码", "resident identity", "id card"],
        Labels = ["身份证", "身份证号", "身份证号码"],
        ContextConfidence = 0.98,
        Surrogate = Surrogates.SameShape(IsCnResidentId, CnResidentIdShape),
        Positives = ["身份证 «11010519491231002X»", "id «440524188001010049»"],
        Negatives = ["110105194912310021", "110105194913310020"],
    };

    private static bool IsCnResidentId(ReadOnlySpan<char> value)
    {
        return Iso7064.IsMod11Radix2(value);
    }

    private const string HkIdentityCardShape = @"[A-Z]{1,2}\d{6}\(?[0-9A]\)?";

    /// <summary>A Hong Kong identity card number (letters, six digits, check character modulus 11).</summary>
    public static Rule HkIdentityCard { get; } = new()
    {
        Id = "SG-PII-137",
        Kind = "hk-identity-card",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(6, 7, maxBefore: 2),
        Pattern = HkIdentityCardShape,
        MaxLength = 11,
        Check = IsHkIdentityCard,
        Confidence = 0.3,
        Context = ["hkid", "hong kong", "identity card", "香港身份證"],
        Labels = ["hkid"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(IsHkIdentityCard, HkIdentityCardShape),
        Positives = ["HKID «A123456(3)»", "Hong Kong «G1234535»"],
        Negatives = ["HKID register, A123456(4)", "G123456A code"],
    };

    private static bool IsHkIdentityCard(ReadOnlySpan<char> value)
    {
        var number = Digits.AndLetters(value);
        var letters = number.Length - 7;
        // A missing first letter counts 36 (a space), letters count A = 10.
        var sum = letters == 2 ? (9 * Iso7064.Value(number[0])) + (8 * Iso7064.Value(number[1])) : (9 * 36) + (8 * Iso7064.Value(number[0]));
        sum += Weighted.Sum(number.AsSpan(letters), [7, 6, 5, 4, 3, 2]) + Iso7064.Value(number[^1]);
        return sum % 11 == 0;
    }

    private const string TwNationalIdShape = @"[A-Z][1289]\d{8}";

    /// <summary>A Taiwanese national or resident number (letter, nine digits, weights, modulus 10).</summary>
    public static Rule TwNationalId { get; } = new()
    {
        Id = "SG-PII-138",
        Kind = "tw-national-id",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 9, maxBefore: 1),
        Pattern = TwNationalIdShape,
        MaxLength = 10,
        Check = IsTwNationalId,
        Confidence = 0.6,
        Context = ["taiwan", "national id", "身分證", "身分證字號", "統一證號", "居留證"],
        Labels = ["身分證字號", "統一證號"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsTwNationalId, TwNationalIdShape),
        Positives = ["Taiwan «A123456789»", "身分證 «F131104093»"],
        Negatives = ["A123456788", "A323456789"],
    };

    private static bool IsTwNationalId(ReadOnlySpan<char> value)
    {
        // The letter stands for a two-digit number; its order is historical.
        var number = "ABCDEFGHJKLMNPQRSTUVXYWZIO".IndexOf(value[0]) + 10;
        var sum = (number / 10) + (9 * (number % 10)) + Weighted.Sum(value[1..], [8, 7, 6, 5, 4, 3, 2, 1, 1]);
        return sum % 10 == 0;
    }
}
