using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>Identifiers that authorities of the United Kingdom issue, and its postcodes.</summary>
internal static class UnitedKingdom
{
    private const string UkPostcodeShape = @"(?:GIR 0AA|(?:[A-PR-UWYZ]\d{1,2}|[A-PR-UWYZ][A-HK-Y]\d{1,2}|[A-PR-UWYZ]\d[A-HJKPSTUW]|[A-PR-UWYZ][A-HK-Y]\d[ABEHMNPRVWXY]) \d[ABD-HJLNP-UW-Z]{2})";

    /// <summary>A United Kingdom postcode (BS 7666: area, district, sector, unit).</summary>
    public static Rule UkPostcode { get; } = new()
    {
        Id = "SG-PII-029",
        Kind = "postcode-uk",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(1, 3, maxBefore: 2),
        Pattern = UkPostcodeShape,
        MaxLength = 8,
        Check = UkPostcodes.IsArea,
        Confidence = 0.55,
        Context = ["postcode", "post code", "postal", "address", "london", "uk", "united kingdom", "england", "scotland", "wales", "street", "road"],
        ContextConfidence = 0.8,
        Surrogate = Surrogates.SameShape(UkPostcodes.IsArea, UkPostcodeShape, keep: 1),
        Positives = ["seen at «SW1A 2AA» today", "«EC2R 8AH» is the place"],
        Negatives = ["model A1 2BC", "QA1 1AA postcode", "room B52", "W5 2GB of memory"],
    };

    private const string UkNinoShape = @"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]";

    /// <summary>A United Kingdom national insurance number (HMRC NIM39110: two letters, six digits, suffix A-D).</summary>
    public static Rule UkNino { get; } = new()
    {
        Id = "SG-PII-052",
        Kind = "uk-nino",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(6, 6, maxBefore: 3),
        Pattern = UkNinoShape,
        IgnoreCase = true,
        MaxLength = 13,
        Check = IsIssued,
        Confidence = 0.8,
        Context = ["national insurance", "ni number", "nino", "nin", "ni no"],
        Labels = ["national insurance", "ni number", "nino", "ni no"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsIssued, UkNinoShape, ignoreCase: true),
        Positives = ["NI number «AB 12 34 56 C»", "«JG103759A» is on file"],
        Negatives = ["BG 12 34 56 C", "AB 12 34 56 E", "DA123456A", "AO123456C"],
    };

    /// <summary>Prefixes that are never issued.</summary>
    private static bool IsIssued(ReadOnlySpan<char> value) => value[..2].ToString().ToUpperInvariant() is not ("BG" or "GB" or "KN" or "NK" or "NT" or "TN" or "ZZ");

    private const string UkNhsShape = @"\d{3}[ -]\d{3}[ -]\d{4}|\d{10}";

    /// <summary>A United Kingdom NHS number (NHS data dictionary: modulus 11).</summary>
    public static Rule UkNhs { get; } = new()
    {
        Id = "SG-PII-053",
        Kind = "uk-nhs",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(10, 10),
        Pattern = UkNhsShape,
        MaxLength = 12,
        Check = IsUkNhs,
        Confidence = 0.4,
        Context = ["nhs", "nhs number", "national health", "patient", "health service"],
        Labels = ["nhs", "nhs number"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsUkNhs, UkNhsShape),
        Positives = ["NHS number «943 476 5919»", "nhs «401-023-2137»"],
        Negatives = ["NHS register, 943 476 5918", "9434765919 rows"],
    };

    private static bool IsUkNhs(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return !Digits.AllSame(digits) && Weighted.IsMultiple(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1], 11);
    }

    private const string UkDrivingLicenceShape = @"(?:[A-Z]{5}|[A-Z]{4}9|[A-Z]{3}99|[A-Z]{2}999|[A-Z]9999)\d(?:0[1-9]|1[0-2]|5[1-9]|6[0-2])(?:0[1-9]|[12]\d|3[01])\d[A-Z9]{2}[A-Z0-9][A-Z]{2}";

    /// <summary>A United Kingdom driving licence number (DVLA: surname, decade, month, day, year, initials).</summary>
    public static Rule UkDrivingLicence { get; } = new()
    {
        Id = "SG-PII-054",
        Kind = "uk-driving-licence",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(6, 8, maxBefore: 6),
        Pattern = UkDrivingLicenceShape,
        IgnoreCase = true,
        MaxLength = 16,
        Confidence = 0.85,
        Context = ["driving licence", "driving license", "dvla", "licence number", "driver number"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(null, UkDrivingLicenceShape, ignoreCase: true),
        Positives = ["licence «MORGA753116SM9IJ»", "DVLA «JONES710153J99EF»"],
        Negatives = ["MORGA793116SM9IJ", "MORGA753326SM9IJ", "MORGA7531"],
    };

    private const string UkPassportShape = @"[A-Z]{2}\d{7}";

    /// <summary>A United Kingdom passport number (nine digits, or two letters and seven digits) near a word for it.</summary>
    public static Rule UkPassport { get; } = new()
    {
        Id = "SG-PII-055",
        Kind = "uk-passport",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(7, 9, maxBefore: 2),
        Pattern = UkPassportShape,
        MaxLength = 9,
        Confidence = 0.2,
        Context = ["passport", "passports", "passport number", "uk passport", "hmpo"],
        ContextConfidence = 0.8,
        Surrogate = Surrogates.SameShape(null, UkPassportShape),
        Positives = ["My passport is «AB1234567»", "UK passport number «CD7654321»"],
        Negatives = ["part AB1234567", "passport ABC123456"],
    };

    private const string UkVehicleRegistrationShape = @"[A-HJ-PR-Y][A-HJ-PR-Y](?:0[2-9]|[1-2]\d|5[1-9]|[67]\d) ?[A-HJ-PR-Z]{3}|[A-HJ-NPR-TV-Y]\d{1,3} ?[A-HJ-PR-Y]{3}|[A-HJ-PR-Y]{3} ?\d{1,3}[A-HJ-NPR-TV-Y]";

    /// <summary>A United Kingdom vehicle registration (DVLA INF104: current, prefix and suffix styles) near a word for it.</summary>
    public static Rule UkVehicleRegistration { get; } = new()
    {
        Id = "SG-PII-056",
        Kind = "uk-vehicle-registration",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(1, 3, maxBefore: 4),
        Pattern = UkVehicleRegistrationShape,
        MaxLength = 8,
        Confidence = 0.2,
        Context = ["car", "reg", "registration", "plate", "number plate", "licence plate", "license plate", "vehicle", "vrm", "dvla", "parked", "van", "driving"],
        ContextConfidence = 0.8,
        Surrogate = Surrogates.SameShape(null, UkVehicleRegistrationShape),
        Positives = ["car reg «AB51 ABC»", "number plate: «M456 DEF»"],
        Negatives = ["code AB51 ABC", "plate AB00 ABC", "reg IB51 ABC"],
    };

    private const string UkUtrShape = @"\d{10}|\d{5} \d{5}";

    /// <summary>A United Kingdom unique taxpayer reference (HMRC: weights 6 7 8 9 10 5 4 3 2, modulus 11).</summary>
    public static Rule UkUtr { get; } = new()
    {
        Id = "SG-PII-057",
        Kind = "uk-utr",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(10, 10),
        Pattern = UkUtrShape,
        MaxLength = 11,
        Check = IsUkUtr,
        Confidence = 0.2,
        Context = ["utr", "unique taxpayer reference", "self assessment", "tax reference"],
        Labels = ["utr"],
        Surrogate = Surrogates.SameShape(IsUkUtr, UkUtrShape),
        Positives = ["UTR «1955839661»", "self assessment «2955839620»"],
        Negatives = ["UTR register, 1955839662", "1955839661 rows"],
    };

    private static bool IsUkUtr(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return "21987654321"[Weighted.Sum(digits.AsSpan(1), [6, 7, 8, 9, 10, 5, 4, 3, 2]) % 11] == digits[0];
    }

    private const string UkPostcodeUnspacedShape = @"(?:GIR0AA|(?:[A-PR-UWYZ]\d{1,2}|[A-PR-UWYZ][A-HK-Y]\d{1,2}|[A-PR-UWYZ]\d[A-HJKPSTUW]|[A-PR-UWYZ][A-HK-Y]\d[ABEHMNPRVWXY])\d[ABD-HJLNP-UW-Z]{2})";

    /// <summary>A United Kingdom postcode without its space, near a word for it.</summary>
    public static Rule UkPostcodeUnspaced { get; } = new()
    {
        Id = "SG-PII-158",
        Kind = "postcode-uk",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(1, 3, maxBefore: 2),
        Pattern = UkPostcodeUnspacedShape,
        MaxLength = 7,
        Check = UkPostcodes.IsArea,
        Confidence = 0.2,
        Context = ["postcode", "post code", "postal", "address", "london", "uk", "united kingdom", "england", "scotland", "wales", "street", "road"],
        ContextConfidence = 0.8,
        Surrogate = Surrogates.SameShape(UkPostcodes.IsArea, UkPostcodeUnspacedShape),
        Positives = ["postcode «SW1A2AA»", "London «EC2R8AH»"],
        Negatives = ["postcode MH2R0TL", "SW1A2AA rows", "postcode QA11AA"],
    };

    private const string UkBankAccountShape = @"\d{2}[- ]\d{2}[- ]\d{2}(?:[,;/ ]{1,3}(?:[Aa]cc(?:ount|\.)?(?: [Nn]o\.?| [Nn]umber)?:? ?)?\d{8})?";

    /// <summary>A United Kingdom sort code with an account number (Pay.UK: six and eight digits) near a word for it.</summary>
    public static Rule UkBankAccount { get; } = new()
    {
        Id = "SG-PII-172",
        Kind = "uk-bank-account",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(6, 14),
        Pattern = UkBankAccountShape,
        MaxLength = 46,
        Confidence = 0.2,
        Context = ["sort code", "sort-code", "account number", "bank account", "uk account"],
        ContextConfidence = 0.85,
        Surrogate = Surrogates.SameShape(null, UkBankAccountShape),
        Positives = ["Sort code «40-47-84», thanks", "sort code «20-00-00 55779911»"],
        Negatives = ["date 40-47-84", "sort code 40-47"],
    };

    private const string UkCompanyNumberShape = @"(?:SC|NI|OC|SO|NC|R0|FC|LP|SL|CE|CS|IP|RC|GE)\d{6}|\d{8}";

    /// <summary>A company number of Companies House: eight digits, or two letters and six digits, near a word for it.</summary>
    public static Rule UkCompanyNumber { get; } = new()
    {
        Id = "SG-PII-173",
        Kind = "uk-company-number",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(6, 8, maxBefore: 2),
        Pattern = UkCompanyNumberShape,
        MaxLength = 8,
        Confidence = 0.2,
        Context = ["company number", "company no", "companies house", "registered number", "registered in england", "crn"],
        ContextConfidence = 0.85,
        Surrogate = Surrogates.SameShape(null, UkCompanyNumberShape),
        Positives = ["Company number «SC123456»", "registered in England «01234567»"],
        Negatives = ["order 01234567", "company number 1234567"],
    };

    private const string UkVehicleCurrentShape = @"[A-HJ-PR-Y]{2}(?:0[2-9]|[12]\d|5[1-9]|6\d|7[0-6]) [A-HJ-PR-Z]{3}";

    /// <summary>A United Kingdom vehicle registration in the form since 2001 (DVLA: area, age identifier, space, three letters).</summary>
    public static Rule UkVehicleCurrent { get; } = new()
    {
        Id = "SG-PII-240",
        Kind = "uk-vehicle-registration",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(2, 2, maxBefore: 2),
        Pattern = UkVehicleCurrentShape,
        MaxLength = 8,
        Confidence = 0.55,
        Context = ["registration", "number plate", "reg", "vehicle", "car", "dvla"],
        ContextConfidence = 0.8,
        Surrogate = Surrogates.SameShape(null, UkVehicleCurrentShape),
        Positives = ["sold «BD63 SMR» yesterday", "reg «LK19 ABX»"],
        Negatives = ["sold BD63 SM yesterday", "AB99 XYZ", "model AI21 ABC"],
    };

    private const string UkVehicleGluedShape = @"[ABCDEFGHKLMNOPRSVWXY][A-HJ-PR-Y](?:0[2-9]|[12]\d|5[1-9]|[67]\d)[A-HJ-PR-Z]{3}";

    /// <summary>A United Kingdom vehicle registration in the form since 2001 without its space (DVLA: a memory tag in use, an age identifier).</summary>
    public static Rule UkVehicleGlued { get; } = new()
    {
        Id = "SG-PII-249",
        Kind = "uk-vehicle-registration",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(2, 2, maxBefore: 2),
        Pattern = UkVehicleGluedShape,
        MaxLength = 7,
        Confidence = 0.5,
        Context = ["registration", "number plate", "reg", "vehicle", "car", "dvla"],
        ContextConfidence = 0.8,
        Surrogate = Surrogates.SameShape(null, UkVehicleGluedShape),
        Positives = ["sold «BD63SMR» yesterday", "reg «LK19ABX»"],
        Negatives = ["sold BD63SM yesterday", "AB99XYZ", "model TA21ABC", "IA21ABC"],
    };
}

/// <summary>The postcode areas of the United Kingdom and the Crown dependencies.</summary>
internal static class UkPostcodes
{
    private static readonly HashSet<string> Areas =
    [
        .. ("AB AL B BA BB BD BF BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY "
            + "G GIR GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR "
            + "NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD "
            + "WF WN WR WS WV YO ZE").Split(' '),
    ];

    /// <summary>Whether the leading letters are an area. "W5 2GB" names a size, not a place.</summary>
    public static bool IsArea(ReadOnlySpan<char> value)
    {
        var letters = value.IndexOfAnyInRange('0', '9');
        var length = letters < 0 || value.StartsWith("GIR", StringComparison.Ordinal) ? 3 : letters;
        return Areas.Contains(value[..length].ToString()) && !(length == 1 && value[^2..] is "GB" or "TB" or "HZ");
    }
}
