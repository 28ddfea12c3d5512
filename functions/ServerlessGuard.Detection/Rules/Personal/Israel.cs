using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>Identifiers that Israeli authorities issue.</summary>
internal static class Israel
{
    private const string IlTeudatZehutShape = @"\d{8,9}|\d{8}-\d";

    /// <summary>An Israeli identity number (nine digits, Luhn) near a word for it.</summary>
    public static Rule IlTeudatZehut { get; } = new()
    {
        Id = "SG-PII-113",
        Kind = "il-teudat-zehut",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(8, 9),
        Pattern = IlTeudatZehutShape,
        MaxLength = 10,
        Check = IsIlTeudatZehut,
        Confidence = 0.2,
        Context = ["teudat zehut", "תעודת זהות", "israeli id", "israel", "ת.ז", "ת.ז."],
        Labels = ["teudat zehut", "תעודת זהות", "ת.ז", "ת.ז."],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(IsIlTeudatZehut, IlTeudatZehutShape),
        Positives = ["teudat zehut «123456782»", "Israeli ID «054018874»"],
        Negatives = ["teudat zehut register, 123456783", "123456782 rows"],
    };

    private static bool IsIlTeudatZehut(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return !Digits.AllSame(digits) && Luhn.IsValid(digits);
    }

    private const string IlCompanyNumberShape = @"5[0-9]-?\d{6}-?\d";

    /// <summary>An Israeli company number (Registrar of Companies: nine digits that begin with 5, check digit as in the identity number) near a word for it.</summary>
    public static Rule IlCompanyNumber { get; } = new()
    {
        Id = "SG-PII-226",
        Kind = "il-company-number",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 9),
        Pattern = IlCompanyNumberShape,
        MaxLength = 11,
        Check = IsIlCompanyNumber,
        Confidence = 0.2,
        Context = ["ח.פ", "ח\"פ", "חברה", "company number", "company no", "עוסק מורשה"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsIlCompanyNumber, IlCompanyNumberShape),
        Positives = ["ח.פ «512345679»", "company number «51-234567-9»"],
        Negatives = ["order 512345679", "company number 512345670"],
    };

    private static bool IsIlCompanyNumber(ReadOnlySpan<char> value)
    {
        return Weighted.CrossSum(Digits.Only(value), [1, 2, 1, 2, 1, 2, 1, 2, 1]) % 10 == 0;
    }

    private const string IlPassportShape = @"\d{7,8}";

    /// <summary>An Israeli passport number (seven or eight digits) near a word for it.</summary>
    public static Rule IlPassport { get; } = new()
    {
        Id = "SG-PII-227",
        Kind = "il-passport",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(7, 8),
        Pattern = IlPassportShape,
        MaxLength = 8,
        Confidence = 0.05,
        Context = ["דרכון", "מספר דרכון", "israeli passport"],
        ContextConfidence = 0.78,
        Surrogate = Surrogates.SameShape(null, IlPassportShape),
        Positives = ["דרכון «12345678»", "מספר דרכון: «3456789»"],
        Negatives = ["batch 34567890", "דרכון 1234"],
    };

    private const string IlVehicleRegistrationShape = @"\d{2}-\d{3}-\d{2}|\d{3}-\d{2}-\d{3}";

    /// <summary>An Israeli vehicle registration (12-345-67 or 123-45-678) near a word for it.</summary>
    public static Rule IlVehicleRegistration { get; } = new()
    {
        Id = "SG-PII-228",
        Kind = "il-vehicle-registration",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(7, 8),
        Pattern = IlVehicleRegistrationShape,
        MaxLength = 10,
        Confidence = 0.2,
        Context = ["מספר רכב", "לוחית", "רכב", "vehicle number", "license plate", "number plate"],
        ContextConfidence = 0.85,
        Surrogate = Surrogates.SameShape(null, IlVehicleRegistrationShape),
        Positives = ["מספר רכב «12-345-67»", "license plate «123-45-678»"],
        Negatives = ["part 12-345-67", "מספר רכב 12-34"],
    };
}
