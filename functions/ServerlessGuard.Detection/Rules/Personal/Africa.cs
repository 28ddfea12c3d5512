using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>Identifiers that Nigerian and South African authorities issue.</summary>
internal static class Africa
{
    private const string ZaIdNumberShape = @"\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{4}[0-2]\d{2}";

    /// <summary>A South African identity number (date, gender, citizenship 0-2, Luhn).</summary>
    public static Rule ZaIdNumber { get; } = new()
    {
        Id = "SG-PII-114",
        Kind = "za-id-number",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(13, 13),
        Pattern = ZaIdNumberShape,
        MaxLength = 13,
        Check = IsZaIdNumber,
        Confidence = 0.5,
        Context = ["rsa id", "south african", "identity number", "id number", "sa id", "permanent resident"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsZaIdNumber, ZaIdNumberShape),
        Positives = ["RSA ID «8001015009087»", "South African «9202204720075»"],
        Negatives = ["8001015009086", "8013015009087"],
    };

    private static bool IsZaIdNumber(ReadOnlySpan<char> value)
    {
        return Luhn.IsValid(value) && Calendar.IsShortDate(Digits.At(value, 0, 2), Digits.At(value, 2, 2), Digits.At(value, 4, 2));
    }

    private const string NgNinShape = @"\d{11}";

    /// <summary>A Nigerian national identification number (eleven digits) near a word for it.</summary>
    public static Rule NgNin { get; } = new()
    {
        Id = "SG-PII-115",
        Kind = "ng-nin",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(11, 11),
        Pattern = NgNinShape,
        MaxLength = 11,
        Check = IsNgNin,
        Confidence = 0.1,
        Context = ["nin", "nimc", "national identification number", "nigeria", "nigerian"],
        ContextConfidence = 0.8,
        Surrogate = Surrogates.SameShape(IsNgNin, NgNinShape),
        Positives = ["NIN «12345678901»", "Nigerian NIN: «70123456784»"],
        Negatives = ["NIN 11111111111", "12345678901 rows", "NIN 1234567890"],
    };

    private static bool IsNgNin(ReadOnlySpan<char> value)
    {
        return !Digits.AllSame(value);
    }

    private const string NgVehicleRegistrationShape = @"[A-Z]{3}-\d{3}[A-Z]{2}";

    /// <summary>A Nigerian vehicle registration (three letters, three digits, two letters).</summary>
    public static Rule NgVehicleRegistration { get; } = new()
    {
        Id = "SG-PII-116",
        Kind = "ng-vehicle-registration",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(3, 3, maxBefore: 4),
        Pattern = NgVehicleRegistrationShape,
        IgnoreCase = true,
        MaxLength = 9,
        Confidence = 0.6,
        Context = ["plate", "vehicle", "number plate", "car", "nigeria"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(null, NgVehicleRegistrationShape, ignoreCase: true),
        Positives = ["plate «KJA-999PZ»", "«APP-456CV» was parked"],
        Negatives = ["KJA-99PZ", "123-456AB"],
    };

    private const string ZaTaxNumberShape = @"[01239]\d{9}|[01239]\d{3}/\d{3}/\d{2}/\d";

    /// <summary>A South African tax reference number (SARS: ten digits that begin with 0, 1, 2, 3 or 9, Luhn check digit) near a word for it.</summary>
    public static Rule ZaTaxNumber { get; } = new()
    {
        Id = "SG-PII-222",
        Kind = "za-tax-number",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(10, 10),
        Pattern = ZaTaxNumberShape,
        MaxLength = 13,
        Check = IsZaTaxNumber,
        Confidence = 0.2,
        Context = ["tax reference", "tax number", "sars", "income tax", "tax ref"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(IsZaTaxNumber, ZaTaxNumberShape),
        Positives = ["SARS «0123456782»", "tax reference: «0123/456/78/2»"],
        Negatives = ["order 0123456782", "SARS 0123456783"],
    };

    private static bool IsZaTaxNumber(ReadOnlySpan<char> value) => Luhn.IsValid(Digits.Only(value));

    private const string ZaPassportShape = @"[ADMT]\d{8}";

    /// <summary>A South African passport number (A, D, M or T and eight digits) near a word for it.</summary>
    public static Rule ZaPassport { get; } = new()
    {
        Id = "SG-PII-223",
        Kind = "za-passport",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(8, 8, maxBefore: 1),
        Pattern = ZaPassportShape,
        MaxLength = 9,
        Confidence = 0.2,
        Context = ["south african passport"],
        ContextConfidence = 0.92,
        Surrogate = Surrogates.SameShape(null, ZaPassportShape),
        Positives = ["south african passport «A12345678»", "south african passport: «M00123456»"],
        Negatives = ["piece M00123456", "passport A1234"],
    };

    private const string ZaCompanyNumberShape = @"(?:19|20)\d{2}/\d{6}/(?:0[5-9]|1[0-2]|2[1-6]|3[01])";

    /// <summary>A South African company registration number (CIPC: year, serial, type).</summary>
    public static Rule ZaCompanyNumber { get; } = new()
    {
        Id = "SG-PII-224",
        Kind = "za-company-number",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(12, 12),
        Pattern = ZaCompanyNumberShape,
        MaxLength = 14,
        Confidence = 0.6,
        Context = ["cipc", "registration number", "company registration", "reg no", "reg. no"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(null, ZaCompanyNumberShape),
        Positives = ["Reg. No «2012/123456/07»", "CIPC «1998/004321/23»"],
        Negatives = ["2012/123456/99", "CIPC 2012/1234/07"],
    };

    private const string ZaVehicleRegistrationShape = @"[A-Z]{2} ?\d{2} ?[A-Z]{2} ?GP|[A-Z]{3} ?\d{3} ?(?:GP|EC|FS|NW|L|MP|NC|ZN)|C[A-Z]{1,2} ?\d{1,3}[- ]?\d{1,3}";

    /// <summary>A South African vehicle registration of Gauteng, the Cape and the other provinces near a word for it.</summary>
    public static Rule ZaVehicleRegistration { get; } = new()
    {
        Id = "SG-PII-225",
        Kind = "za-vehicle-registration",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(1, 6, maxBefore: 4),
        Pattern = ZaVehicleRegistrationShape,
        MaxLength = 12,
        Confidence = 0.2,
        Context = ["number plate", "vehicle registration", "licence plate", "registration number", "car registration"],
        ContextConfidence = 0.85,
        Surrogate = Surrogates.SameShape(null, ZaVehicleRegistrationShape),
        Positives = ["number plate «CA 123-456»", "vehicle registration «BB 12 CD GP»"],
        Negatives = ["room CA 123-456", "number plate 123"],
    };
}
