using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>Identifiers that New Zealand authorities issue.</summary>
internal static class NewZealand
{
    private const string NzIrdShape = @"\d{2,3}-?\d{3}-?\d{3}";

    /// <summary>A New Zealand IRD number (Inland Revenue: two weightings, modulus 11) near a word for it.</summary>
    public static Rule NzIrd { get; } = new()
    {
        Id = "SG-PII-064",
        Kind = "nz-ird",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(8, 9),
        Pattern = NzIrdShape,
        MaxLength = 11,
        Check = IsNzIrd,
        Confidence = 0.2,
        Context = ["ird", "inland revenue", "ird number"],
        Labels = ["ird number"],
        Surrogate = Surrogates.SameShape(IsNzIrd, NzIrdShape),
        Positives = ["IRD «49-091-850»", "inland revenue «136410132»"],
        Negatives = ["IRD 49-091-851", "49-091-850 rows"],
    };

    private static bool IsNzIrd(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value).PadLeft(9, '0');
        if (Digits.At(digits, 0, 9) is < 10_000_000 or > 150_000_000)
        {
            return false;
        }

        var rest = Weighted.Sum(digits, [3, 2, 7, 6, 5, 4, 3, 2]) % 11;
        rest = rest == 1 ? Weighted.Sum(digits, [7, 4, 3, 2, 5, 2, 7, 6]) % 11 : rest;
        return rest != 1 && (11 - rest) % 11 == digits[8] - '0';
    }

    private const string NzPassportShape = @"[A-Z]{1,2}\d{6}";

    /// <summary>A New Zealand passport number (one or two letters and six digits) near a word for it.</summary>
    public static Rule NzPassport { get; } = new()
    {
        Id = "SG-PII-190",
        Kind = "nz-passport",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(6, 6, maxBefore: 2),
        Pattern = NzPassportShape,
        MaxLength = 8,
        Confidence = 0.2,
        Context = ["new zealand passport", "nz passport"],
        ContextConfidence = 0.78,
        Surrogate = Surrogates.SameShape(null, NzPassportShape),
        Positives = ["new zealand passport «LF123456»", "NZ passport «N123456»"],
        Negatives = ["part LF123456", "passport number LF12345"],
    };

    private const string NzDrivingLicenceShape = @"[A-Z]{2}\d{6}";

    /// <summary>A New Zealand driver licence number (NZTA: two letters and six digits) near a word for it.</summary>
    public static Rule NzDrivingLicence { get; } = new()
    {
        Id = "SG-PII-191",
        Kind = "nz-driving-licence",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(6, 6, maxBefore: 2),
        Pattern = NzDrivingLicenceShape,
        MaxLength = 8,
        Confidence = 0.2,
        Context = ["driver licence", "driver's licence", "drivers licence", "nzta", "licence number", "licence no"],
        ContextConfidence = 0.85,
        Surrogate = Surrogates.SameShape(null, NzDrivingLicenceShape),
        Positives = ["Driver licence «DV123456»", "NZTA «EA765432»"],
        Negatives = ["part DV123456", "driver licence DV12345"],
    };

    private const string NzBankAccountShape = @"(?:0[1-9]|1[0-9]|2[0-9]|3[018])[- ]\d{4}[- ]\d{7}[- ]\d{2,3}";

    /// <summary>A New Zealand bank account number (Payments NZ: bank, branch, account, suffix).</summary>
    public static Rule NzBankAccount { get; } = new()
    {
        Id = "SG-PII-192",
        Kind = "nz-bank-account",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(15, 16),
        Pattern = NzBankAccountShape,
        MaxLength = 19,
        Confidence = 0.6,
        Context = ["bank account", "account number", "kiwibank", "westpac", "anz", "bnz", "asb"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(null, NzBankAccountShape),
        Positives = ["Account number «01-0902-0068389-00»", "pay «12-3113-0123456-000» today"],
        Negatives = ["01-0902-0068389", "99-0902-0068389-00"],
    };

    private const string NzBusinessNumberShape = @"9429\d{9}";

    /// <summary>A New Zealand business number (NZBN: a GS1 location number that begins with 9429) near a word for it.</summary>
    public static Rule NzBusinessNumber { get; } = new()
    {
        Id = "SG-PII-193",
        Kind = "nz-business-number",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(13, 13),
        Pattern = NzBusinessNumberShape,
        MaxLength = 13,
        Check = IsNzBusinessNumber,
        Confidence = 0.2,
        Context = ["nzbn", "business number", "new zealand business"],
        Labels = ["nzbn"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsNzBusinessNumber, NzBusinessNumberShape),
        Positives = ["NZBN «9429030123458»", "business number «9429045678905»"],
        Negatives = ["ref 9429030123458", "NZBN register, 9429030123459"],
    };

    private static bool IsNzBusinessNumber(ReadOnlySpan<char> value) => CheckDigits.IsGs1(value);

    private const string NzHealthIndexShape = @"[A-HJ-NP-Z]{3}\d{4}";

    /// <summary>A New Zealand national health index number (HISO 10046: three letters, three digits, check digit by modulus 11) near a word for it.</summary>
    public static Rule NzHealthIndex { get; } = new()
    {
        Id = "SG-PII-194",
        Kind = "nz-health-index",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(4, 4, maxBefore: 3),
        Pattern = NzHealthIndexShape,
        MaxLength = 7,
        Check = IsNzHealthIndex,
        Confidence = 0.2,
        Context = ["nhi", "nhi number", "health index", "patient"],
        Labels = ["nhi", "nhi number"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsNzHealthIndex, NzHealthIndexShape),
        Positives = ["NHI «ZAC5361»", "NHI number «HVB4279»"],
        Negatives = ["code ZAC5361", "NHI register, ZAC5362"],
    };

    private static bool IsNzHealthIndex(ReadOnlySpan<char> value)
    {
        const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZ";
        var sum = 0;
        for (var i = 0; i < 6; i++)
        {
            sum += (i < 3 ? Letters.IndexOf(value[i]) + 1 : value[i] - '0') * (7 - i);
        }

        return sum % 11 != 0 && (11 - (sum % 11)) % 10 == value[6] - '0';
    }
}
