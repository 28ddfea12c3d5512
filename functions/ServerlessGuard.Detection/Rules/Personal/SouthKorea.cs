using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>Identifiers that South Korean authorities issue.</summary>
internal static class SouthKorea
{
    private const string KrRrnShape = @"\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])-[1-4]\d{6}";

    /// <summary>A Korean resident registration number (date, gender and century 1-4, serial).</summary>
    public static Rule KrRrn { get; } = new()
    {
        Id = "SG-PII-127",
        Kind = "kr-rrn",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(13, 13),
        Pattern = KrRrnShape,
        MaxLength = 14,
        Check = IsKrRrnDated,
        Confidence = 0.75,
        Context = ["rrn", "주민등록번호", "주민번호", "resident registration", "korean"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsKrRrnDated, KrRrnShape),
        Positives = ["RRN «900101-1234568»", "주민등록번호 «850215-2345679»"],
        Negatives = ["주민등록번호 990230-1234567", "901301-1234568", "900101-9234568"],
    };

    /// <summary>The check digit ended in October 2020, so only the date is sure.</summary>
    private static bool IsKrRrnDated(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return Calendar.IsShortDate(Digits.At(digits, 0, 2), Digits.At(digits, 2, 2), Digits.At(digits, 4, 2));
    }

    private const string KrRrnBareShape = @"\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[1-4]\d{6}";

    /// <summary>A Korean resident registration number without its hyphen (check digit required).</summary>
    public static Rule KrRrnBare { get; } = new()
    {
        Id = "SG-PII-128",
        Kind = "kr-rrn",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(13, 13),
        Pattern = KrRrnBareShape,
        MaxLength = 13,
        Check = IsKrRrnBare,
        Confidence = 0.55,
        Context = ["rrn", "주민등록번호", "주민번호", "resident registration", "korean"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(IsKrRrnBare, KrRrnBareShape),
        Positives = ["RRN «9001011234568»", "number «8502152345646» here"],
        Negatives = ["9013011234568", "9001011234560"],
    };

    /// <summary>Numbers of before October 2020 end in a check digit; without hyphen nothing less will do.</summary>
    private static bool IsKrRrnBare(ReadOnlySpan<char> value) =>
        Calendar.IsShortDate(Digits.At(value, 0, 2), Digits.At(value, 2, 2), Digits.At(value, 4, 2))
        && (11 - (Weighted.Sum(value, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11)) % 10 == value[12] - '0';

    private const string KrFrnShape = @"\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])-[5-8]\d{6}";

    /// <summary>A Korean foreigner registration number (date, gender and century 5-8, serial).</summary>
    public static Rule KrFrn { get; } = new()
    {
        Id = "SG-PII-129",
        Kind = "kr-frn",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(13, 13),
        Pattern = KrFrnShape,
        MaxLength = 14,
        Check = IsKrFrnDated,
        Confidence = 0.75,
        Context = ["frn", "외국인등록번호", "foreigner registration", "alien registration", "korean"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsKrFrnDated, KrFrnShape),
        Positives = ["FRN «900101-5234568»", "외국인등록번호 «850215-6345679»"],
        Negatives = ["외국인등록번호 990230-5234567", "901301-5234568", "900101-1234568"],
    };

    /// <summary>The check digit ended in October 2020, so only the date is sure.</summary>
    private static bool IsKrFrnDated(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return Calendar.IsShortDate(Digits.At(digits, 0, 2), Digits.At(digits, 2, 2), Digits.At(digits, 4, 2));
    }

    private const string KrFrnBareShape = @"\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[5-8]\d{6}";

    /// <summary>A Korean foreigner registration number without its hyphen.</summary>
    public static Rule KrFrnBare { get; } = new()
    {
        Id = "SG-PII-130",
        Kind = "kr-frn",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(13, 13),
        Pattern = KrFrnBareShape,
        MaxLength = 13,
        Check = IsKrFrnBare,
        Confidence = 0.55,
        Context = ["frn", "외국인등록번호", "foreigner registration", "alien registration", "korean"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(IsKrFrnBare, KrFrnBareShape),
        Positives = ["FRN «9001015234561»", "number «8502156345675» here"],
        Negatives = ["9013015234568", "9001015234560"],
    };

    /// <summary>Numbers of before October 2020 end in a check digit; without hyphen nothing less will do.</summary>
    private static bool IsKrFrnBare(ReadOnlySpan<char> value) =>
        Calendar.IsShortDate(Digits.At(value, 0, 2), Digits.At(value, 2, 2), Digits.At(value, 4, 2))
        && (13 - (Weighted.Sum(value, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11)) % 10 == value[12] - '0';

    private const string KrBrnShape = @"\d{3}-\d{2}-\d{5}";

    /// <summary>A Korean business registration number (weights 1 3 7 1 3 7 1 3 5, modulus 10).</summary>
    public static Rule KrBrn { get; } = new()
    {
        Id = "SG-PII-131",
        Kind = "kr-brn",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(10, 10),
        Pattern = KrBrnShape,
        MaxLength = 12,
        Check = IsKrBrnRegistered,
        Confidence = 0.6,
        Context = ["사업자등록번호", "사업자번호", "business registration", "brn"],
        Labels = ["사업자등록번호"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsKrBrnRegistered, KrBrnShape),
        Positives = ["BRN «124-81-00998»", "사업자등록번호 «220-81-62517»"],
        Negatives = ["124-81-00999", "110-81-4127A"],
    };

    private static bool IsKrBrnRegistered(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        var sum = Weighted.Sum(digits, [1, 3, 7, 1, 3, 7, 1, 3, 5]) + ((digits[8] - '0') * 5 / 10);
        return (sum + digits[9] - '0') % 10 == 0;
    }

    private const string KrBrnBareShape = @"\d{10}";

    /// <summary>A Korean business registration number without hyphens, near a word for it.</summary>
    public static Rule KrBrnBare { get; } = new()
    {
        Id = "SG-PII-132",
        Kind = "kr-brn",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(10, 10),
        Pattern = KrBrnBareShape,
        MaxLength = 10,
        Check = IsKrBrnBareRegistered,
        Confidence = 0.2,
        Context = ["사업자등록번호", "사업자번호", "business registration", "brn"],
        Labels = ["사업자등록번호"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(IsKrBrnBareRegistered, KrBrnBareShape),
        Positives = ["BRN «1248100998»", "사업자등록번호 «2208162517»"],
        Negatives = ["BRN 1248100999", "1248100998 rows"],
    };

    private static bool IsKrBrnBareRegistered(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        var sum = Weighted.Sum(digits, [1, 3, 7, 1, 3, 7, 1, 3, 5]) + ((digits[8] - '0') * 5 / 10);
        return (sum + digits[9] - '0') % 10 == 0;
    }

    private const string KrDriverLicenceShape = @"(?:1[1-9]|2[0-8])-\d{2}-\d{6}-\d{2}";

    /// <summary>A Korean driving licence number (region 11-28, year, serial, check).</summary>
    public static Rule KrDriverLicence { get; } = new()
    {
        Id = "SG-PII-133",
        Kind = "kr-driver-licence",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(12, 12),
        Pattern = KrDriverLicenceShape,
        MaxLength = 15,
        Confidence = 0.75,
        Context = ["운전면허", "운전면허번호", "driver license", "driving licence", "licence"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(null, KrDriverLicenceShape),
        Positives = ["운전면허 «11-22-123456-12»", "driver license «26-07-654321-50»"],
        Negatives = ["99-22-123456-12", "11-22-123456-1"],
    };

    private const string KrDriverLicenceBareShape = @"(?:1[1-9]|2[0-8])\d{10}";

    /// <summary>A Korean driving licence number without hyphens, near a word for it.</summary>
    public static Rule KrDriverLicenceBare { get; } = new()
    {
        Id = "SG-PII-134",
        Kind = "kr-driver-licence",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(12, 12),
        Pattern = KrDriverLicenceBareShape,
        MaxLength = 12,
        Confidence = 0.1,
        Context = ["운전면허", "운전면허번호", "korean"],
        ContextConfidence = 0.8,
        Surrogate = Surrogates.SameShape(null, KrDriverLicenceBareShape),
        Positives = ["운전면허 «112212345612»", "Korean licence «260765432150»"],
        Negatives = ["112212345612 rows", "Korean 992212345612"],
    };

    private const string KrPassportShape = @"[MSRODG]\d{3}[A-Z]\d{4}|[MSRODG]\d{8}";

    /// <summary>A Korean passport number (letter and eight places, the new form with a letter in the fifth).</summary>
    public static Rule KrPassport { get; } = new()
    {
        Id = "SG-PII-135",
        Kind = "kr-passport",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(3, 8, maxBefore: 1),
        Pattern = KrPassportShape,
        IgnoreCase = true,
        MaxLength = 9,
        Confidence = 0.4,
        Context = ["passport", "여권", "여권번호", "korean"],
        ContextConfidence = 0.85,
        Surrogate = Surrogates.SameShape(null, KrPassportShape, ignoreCase: true),
        Positives = ["Korean passport «M45678901»", "여권 «S12345678»"],
        Negatives = ["code M45678901", "passport M1234A56"],
    };

    private const string KrVehicleRegistrationShape = @"\d{2,3}[가나다라마거너더러머버서어저고노도로모보소오조구누두루무부수우주바사아자허하호배] ?\d{4}";

    /// <summary>A South Korean vehicle registration: class, syllable, four digits.</summary>
    public static Rule KrVehicleRegistration { get; } = new()
    {
        Id = "SG-PII-204",
        Kind = "kr-vehicle-registration",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(2, 7),
        Pattern = KrVehicleRegistrationShape,
        MaxLength = 9,
        Confidence = 0.55,
        Context = ["차량번호", "번호판", "자동차등록번호", "차량"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(null, KrVehicleRegistrationShape),
        Positives = ["차량번호 «12가3456»", "번호판 «123나 4567»"],
        Negatives = ["12각3456", "차량번호 12"],
    };

    private const string KrPostcodeShape = @"\d{5}";

    /// <summary>A South Korean postcode (five digits) near a word for it.</summary>
    public static Rule KrPostcode { get; } = new()
    {
        Id = "SG-PII-205",
        Kind = "kr-postcode",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(5, 5),
        Pattern = KrPostcodeShape,
        MaxLength = 5,
        Confidence = 0.05,
        Context = ["우편번호", "postal code korea"],
        ContextConfidence = 0.85,
        Surrogate = Surrogates.SameShape(null, KrPostcodeShape),
        Positives = ["우편번호 «04524»", "우편번호: «63309»"],
        Negatives = ["상품 04524", "우편번호 045"],
    };

    private const string KrPassportCurrentShape = @"[MSRODG]\d{3}[A-Z]\d{4}";

    /// <summary>A South Korean passport number in the form since 2021: letter, three digits, letter, four digits.</summary>
    public static Rule KrPassportCurrent { get; } = new()
    {
        Id = "SG-PII-242",
        Kind = "kr-passport",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(3, 4, maxBefore: 5),
        Pattern = KrPassportCurrentShape,
        MaxLength = 9,
        Confidence = 0.55,
        Context = ["여권번호", "여권", "passport"],
        ContextConfidence = 0.92,
        Surrogate = Surrogates.SameShape(null, KrPassportCurrentShape),
        Positives = ["the document «M456B7890» was seen", "여권번호 «S012D5678»"],
        Negatives = ["X456B7890", "M456B789"],
    };
}
