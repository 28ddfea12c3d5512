using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>Identifiers that authorities of Singapore, Thailand and the Philippines issue.</summary>
internal static class SouthEastAsia
{
    private const string PhTinShape = @"\d{3}-\d{3}-\d{3}-\d{3,5}";

    /// <summary>A Philippine taxpayer number (BIR: nine digits, modulus 11, branch code).</summary>
    public static Rule PhTin { get; } = new()
    {
        Id = "SG-PII-123",
        Kind = "ph-tin",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(12, 14),
        Pattern = PhTinShape,
        MaxLength = 17,
        Check = IsPhTin,
        Confidence = 0.55,
        Context = ["tin", "bir", "philippine"],
        ContextConfidence = 0.8,
        Surrogate = Surrogates.SameShape(IsPhTin, PhTinShape),
        Positives = ["BIR «208-345-474-222»", "use «123-455-868-753» as id"],
        Negatives = ["123-456-789-0000", "TIN 12-34"],
    };

    private static bool IsPhTin(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return Weighted.Sum(digits, [9, 8, 7, 6, 5, 4, 3, 2]) % 11 == digits[8] - '0';
    }

    private const string SgNricFinShape = @"[STFGM]\d{7}[A-Z]";

    /// <summary>A Singaporean NRIC or FIN number (weights 2 7 6 5 4 3 2, letter by series).</summary>
    public static Rule SgNricFin { get; } = new()
    {
        Id = "SG-PII-124",
        Kind = "sg-nric-fin",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(7, 7, maxBefore: 1),
        Pattern = SgNricFinShape,
        IgnoreCase = true,
        MaxLength = 9,
        Check = IsSgNricFin,
        Confidence = 0.85,
        Context = ["nric", "fin", "singapore", "ic number", "identity"],
        Labels = ["nric"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsSgNricFin, SgNricFinShape, ignoreCase: true),
        Positives = ["NRIC «S1234567D»", "FIN «F1234567N»", "«T0123456G» nric"],
        Negatives = ["S1234567E", "A1234567D"],
    };

    private static bool IsSgNricFin(ReadOnlySpan<char> value)
    {
        var sum = Weighted.Sum(value[1..], [2, 7, 6, 5, 4, 3, 2]);
        var last = char.ToUpperInvariant(value[8]);
        return char.ToUpperInvariant(value[0]) switch
        {
            'S' => last == "JZIHGFEDCBA"[sum % 11],
            'T' => last == "JZIHGFEDCBA"[(sum + 4) % 11],
            'F' => last == "XWUTRQPNMLK"[sum % 11],
            'G' => last == "XWUTRQPNMLK"[(sum + 4) % 11],
            _ => last == "KLJNPQRTUWX"[10 - ((sum + 3) % 11)],
        };
    }

    private const string SgUenShape = @"\d{8}[A-Z]|(?:19|20)\d{2}\d{5}[A-Z]|[RST]\d{2}(?:LP|LL|FC|PF|RF|MQ|MM|NB|CC|CS|MB|FM|GS|DP|CP|NR|CM|CD|MD|HS|VH|CH|MH|CL|XL|CX|HC|RP|TU|TC|FB|FN|PA|PB|SS|MC|SM|GA|GB)\d{4}[A-Z]";

    /// <summary>A Singaporean unique entity number (business, company, and other entities).</summary>
    public static Rule SgUen { get; } = new()
    {
        Id = "SG-PII-125",
        Kind = "sg-uen",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(4, 9, maxBefore: 5),
        Pattern = SgUenShape,
        MaxLength = 10,
        Check = IsSgUen,
        Confidence = 0.6,
        Context = ["uen", "acra", "entity number", "singapore"],
        Labels = ["uen"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(IsSgUen, SgUenShape),
        Positives = ["code «53125226D» given", "UEN: «201312362G»", "uen «T08GB0088H»"],
        Negatives = ["53125226E", "UEN 53125226"],
    };

    private const string EntityOrder = "ABCDEFGHJKLMNPQRSTUVWX0123456789";

    /// <summary>Businesses, local companies and other entities each have their own weights and letters.</summary>
    private static bool IsSgUen(ReadOnlySpan<char> value)
    {
        if (value.Length == 9)
        {
            return value[8] == "XMKECAWLJDB"[Weighted.Sum(value, [10, 4, 9, 3, 8, 2, 7, 1]) % 11];
        }

        if (char.IsAsciiDigit(value[0]))
        {
            return value[9] == "ZKCMDNERGWH"[Weighted.Sum(value, [10, 8, 6, 4, 9, 7, 5, 3, 1]) % 11];
        }

        int[] weights = [4, 3, 5, 3, 10, 2, 2, 5, 7];
        var sum = 0;
        for (var i = 0; i < 9; i++)
        {
            sum += EntityOrder.IndexOf(value[i]) * weights[i];
        }

        return value[9] == EntityOrder[(sum + 6) % 11];
    }

    private const string ThTninShape = @"[1-8]-\d{4}-\d{5}-\d{2}-\d|[1-8] \d{4} \d{5} \d{2} \d";

    /// <summary>A Thai national identity number (thirteen digits, weights 13 to 2, modulus 11).</summary>
    public static Rule ThTnin { get; } = new()
    {
        Id = "SG-PII-126",
        Kind = "th-tnin",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(13, 13),
        Pattern = ThTninShape,
        MaxLength = 17,
        Check = IsThTnin,
        Confidence = 0.7,
        Context = ["thai", "thai id", "national id", "เลขประจำตัวประชาชน", "บัตรประชาชน", "เลขบัตรประชาชน"],
        Labels = ["thai id", "เลขประจำตัวประชาชน", "เลขบัตรประชาชน"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsThTnin, ThTninShape),
        Positives = ["«1-1018-01234-51-2» is hers", "thai «3-1006-00445-63-5»"],
        Negatives = ["1-1018-01234-51-3", "0-1018-01234-51-2"],
    };

    private static bool IsThTnin(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        // The second and third digit name one of the provinces' codes, 10 to 96.
        return Digits.At(digits, 1, 2) is >= 10 and <= 96 and not (28 or 29 or 59 or 68 or 69 or 78 or 79 or 87 or 88 or 89) && !Digits.AllSame(digits)
            && (11 - (Weighted.Sum(digits, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 10 == digits[12] - '0';
    }

    private const string ThTninBareShape = @"[1-8]\d{12}";

    /// <summary>A Thai national identity number without hyphens, near a word for it.</summary>
    public static Rule ThTninBare { get; } = new()
    {
        Id = "SG-PII-156",
        Kind = "th-tnin",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(13, 13),
        Pattern = ThTninBareShape,
        MaxLength = 13,
        Check = IsThTninBare,
        Confidence = 0.2,
        Context = ["thai", "thai id", "national id", "เลขประจำตัวประชาชน", "บัตรประชาชน", "เลขบัตรประชาชน"],
        Labels = ["thai id", "เลขประจำตัวประชาชน", "เลขบัตรประชาชน"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsThTninBare, ThTninBareShape),
        Positives = ["Thai ID «1101801234512»", "thai national id «3100600445635»"],
        Negatives = ["1101801234512 rows", "Thai ID register, 1101801234513"],
    };

    private static bool IsThTninBare(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        // The second and third digit name one of the provinces' codes, 10 to 96.
        return Digits.At(digits, 1, 2) is >= 10 and <= 96 and not (28 or 29 or 59 or 68 or 69 or 78 or 79 or 87 or 88 or 89) && !Digits.AllSame(digits)
            && (11 - (Weighted.Sum(digits, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 10 == digits[12] - '0';
    }

    private const string PhTinBareShape = @"\d{9}(?:\d{3})?";

    /// <summary>A Philippine taxpayer number without its branch code, near a word for it.</summary>
    public static Rule PhTinBare { get; } = new()
    {
        Id = "SG-PII-161",
        Kind = "ph-tin",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 12),
        Pattern = PhTinBareShape,
        MaxLength = 12,
        Check = IsPhTinBare,
        Confidence = 0.2,
        Context = ["tin", "bir", "bir taxpayer identification number"],
        ContextConfidence = 0.8,
        Surrogate = Surrogates.SameShape(IsPhTinBare, PhTinBareShape),
        Positives = ["TIN: «208015474»", "BIR «123456708»"],
        Negatives = ["208015474 rows", "TIN 208015475"],
    };

    private static bool IsPhTinBare(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return Weighted.Sum(digits, [9, 8, 7, 6, 5, 4, 3, 2]) % 11 == digits[8] - '0';
    }

    private const string SgPassportShape = @"[EKX]\d{7}[A-Z]";

    /// <summary>A Singaporean passport number (ICA: letter, seven digits, letter) near a word for it.</summary>
    public static Rule SgPassport { get; } = new()
    {
        Id = "SG-PII-206",
        Kind = "sg-passport",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(7, 7, maxBefore: 1),
        Pattern = SgPassportShape,
        MaxLength = 9,
        Confidence = 0.2,
        Context = ["singapore passport"],
        ContextConfidence = 0.78,
        Surrogate = Surrogates.SameShape(null, SgPassportShape),
        Positives = ["singapore passport «E1234567J»", "singapore passport «K7654321A»"],
        Negatives = ["part E1234567J", "passport E123456J"],
    };

    private const string SgVehicleRegistrationShape = @"[A-Z]{1,3} ?[1-9]\d{0,3} ?[A-EGHJ-MPRSTUXYZ]";

    /// <summary>A Singaporean vehicle registration (LTA: prefix, up to four digits, check letter by weights 9 4 5 4 3 2).</summary>
    public static Rule SgVehicleRegistration { get; } = new()
    {
        Id = "SG-PII-207",
        Kind = "sg-vehicle-registration",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(1, 4, maxBefore: 4),
        Pattern = SgVehicleRegistrationShape,
        MaxLength = 9,
        Check = IsSgVehicleRegistration,
        Confidence = 0.2,
        Context = ["vehicle number", "plate number", "licence plate", "license plate", "lta", "car plate", "vehicle no"],
        ContextConfidence = 0.85,
        Surrogate = Surrogates.SameShape(IsSgVehicleRegistration, SgVehicleRegistrationShape),
        Positives = ["vehicle number «SBA1234G»", "LTA «SGX 12 G»"],
        Negatives = ["part SBA1234G", "vehicle number SBA1234H"],
    };

    private static bool IsSgVehicleRegistration(ReadOnlySpan<char> value)
    {
        var plate = Digits.AndLetters(value);
        var first = plate.AsSpan().IndexOfAnyInRange('0', '9');
        var (prefix, number) = (plate[..first], plate[first..^1].PadLeft(4, '0'));
        prefix = prefix.Length == 3 ? prefix[1..] : prefix;
        var sum = prefix.Length == 2 ? (9 * (prefix[0] - '@')) + (4 * (prefix[1] - '@')) : 4 * (prefix[0] - '@');
        sum += Weighted.Sum(number, [5, 4, 3, 2]);
        return plate[^1] == "AZYXUTSRPMLKJHGEDCB"[sum % 19];
    }

    private const string SgPostcodeShape = @"(?:0[1-9]|[1-7]\d|8[0-2])\d{4}";

    /// <summary>A Singaporean postcode (six digits, sector 01 to 82) after the name or near a word for it.</summary>
    public static Rule SgPostcode { get; } = new()
    {
        Id = "SG-PII-208",
        Kind = "sg-postcode",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(6, 6),
        Pattern = SgPostcodeShape,
        MaxLength = 6,
        Confidence = 0.05,
        Context = ["singapore", "postal code", "postcode", "s("],
        ContextConfidence = 0.7,
        Surrogate = Surrogates.SameShape(null, SgPostcodeShape),
        Positives = ["Singapore «238823»", "postal code: «018956»"],
        Negatives = ["order 238823", "Singapore 991234"],
    };

    private const string ThPassportShape = @"[A-Z]{1,2}\d{6,7}";

    /// <summary>A Thai passport number (one or two letters and six or seven digits) near a word for it.</summary>
    public static Rule ThPassport { get; } = new()
    {
        Id = "SG-PII-209",
        Kind = "th-passport",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(6, 7, maxBefore: 2),
        Pattern = ThPassportShape,
        MaxLength = 9,
        Confidence = 0.2,
        Context = ["หนังสือเดินทาง", "พาสปอร์ต", "thai passport"],
        ContextConfidence = 0.78,
        Surrogate = Surrogates.SameShape(null, ThPassportShape),
        Positives = ["หนังสือเดินทาง «AA1234567»", "หนังสือเดินทาง «C123456»"],
        Negatives = ["part AA1234567", "passport number AA123"],
    };

    private const string ThVehicleRegistrationShape = @"\d?[ก-ฮ]{2} ?-?[1-9]\d{0,3}";

    /// <summary>A Thai vehicle registration: optional digit, two Thai letters, up to four digits.</summary>
    public static Rule ThVehicleRegistration { get; } = new()
    {
        Id = "SG-PII-210",
        Kind = "th-vehicle-registration",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(1, 4, maxBefore: 5),
        Pattern = ThVehicleRegistrationShape,
        MaxLength = 9,
        Confidence = 0.2,
        Context = ["ทะเบียน", "ทะเบียนรถ", "ป้ายทะเบียน"],
        ContextConfidence = 0.85,
        Surrogate = Surrogates.SameShape(null, ThVehicleRegistrationShape),
        Positives = ["ทะเบียนรถ «1กข 1234»", "ป้ายทะเบียน «กก 99»"],
        Negatives = ["กข 1234 ชิ้น", "ทะเบียนรถ 1234"],
    };
}
