using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>Identifiers that federal and state authorities of the United States issue to persons.</summary>
internal static class UnitedStatesIdentity
{
    private const string UsPostcodeShape = @"(?:AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|DC|PR|GU|VI|AS|MP) \d{5}(?:-\d{4})?";

    /// <summary>A United States ZIP code after a state's abbreviation (USPS Publication 28).</summary>
    public static Rule UsPostcode { get; } = new()
    {
        Id = "SG-PII-028",
        Kind = "postcode-us",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(5, 9, maxBefore: 3),
        Pattern = UsPostcodeShape,
        MaxLength = 13,
        Confidence = 0.5,
        Context = ["address", "zip", "zip code", "street", "avenue", "city", "ship", "mail"],
        Surrogate = Surrogates.SameShape(null, UsPostcodeShape, keep: 2),
        Positives = ["Beverly Hills, «CA 90210» is sunny", "mail to «NY 10001-1234»"],
        Negatives = ["XX 90210", "CA 9021", "CA-90210"],
    };

    private const string UsSsnShape = @"\d{3}-\d{2}-\d{4}";

    /// <summary>A United States social security number (SSA: area not 000, 666 or 9xx; group and serial not zero).</summary>
    public static Rule UsSsn { get; } = new()
    {
        Id = "SG-PII-040",
        Kind = "us-ssn",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 9),
        Pattern = UsSsnShape,
        MaxLength = 11,
        Check = UsSsnNumbers.IsIssued,
        Confidence = 0.85,
        Context = ["ssn", "ssns", "social security", "social", "social security number", "ss#"],
        Labels = ["ssn", "ssns", "social security", "social security number", "ss#"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(UsSsnNumbers.IsIssued, UsSsnShape),
        Positives = ["SSN «536-22-1849»", "my social is «219-41-6540» ok"],
        Negatives = ["536-22-184 rows", "000-12-3456", "666-12-3456", "912-12-3456", "123-00-4567", "123-45-0000", "078-05-1120"],
    };

    private const string UsSsnLooseShape = @"\d{9}|\d{3}-\d{6}|\d{5}-\d{4}";

    /// <summary>A United States social security number with other or no separators, near a word for it.</summary>
    public static Rule UsSsnLoose { get; } = new()
    {
        Id = "SG-PII-041",
        Kind = "us-ssn",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 9),
        Pattern = UsSsnLooseShape,
        MaxLength = 11,
        Check = UsSsnNumbers.IsIssued,
        Confidence = 0.3,
        Context = ["ssn", "ssns", "social security", "social", "social security number", "ss#"],
        Labels = ["ssn", "ssns", "social security", "social security number", "ss#"],
        Surrogate = Surrogates.SameShape(UsSsnNumbers.IsIssued, UsSsnLooseShape),
        Positives = ["SSN «536221849»", "social security «219-416540»"],
        Negatives = ["part 536221849", "ssn register, 000121849", "SSN register, 123456789"],
    };

    private const string UsItinShape = @"9\d{2}-(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])-\d{4}|9\d{2}-(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])\d{4}";

    /// <summary>A United States individual taxpayer number (IRS: 9xx, group 50-65, 70-88, 90-92, 94-99).</summary>
    public static Rule UsItin { get; } = new()
    {
        Id = "SG-PII-042",
        Kind = "us-itin",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 9),
        Pattern = UsItinShape,
        MaxLength = 11,
        Confidence = 0.7,
        Context = ["itin", "taxpayer", "tax id", "individual taxpayer", "tin"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(null, UsItinShape),
        Positives = ["ITIN «912-70-1234»", "taxpayer id «987-92-4321»"],
        Negatives = ["912-49-1234", "812-70-1234", "912-89-1234", "San Jose, CA 95070-4321"],
    };

    private const string UsItinBareShape = @"9\d{2}(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])-?\d{4}";

    /// <summary>An individual taxpayer number without separators, or with one as a ZIP+4 code has it, near a word for it.</summary>
    public static Rule UsItinBare { get; } = new()
    {
        Id = "SG-PII-043",
        Kind = "us-itin",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 9),
        Pattern = UsItinBareShape,
        MaxLength = 10,
        Confidence = 0.2,
        Context = ["itin", "individual taxpayer", "taxpayer"],
        Surrogate = Surrogates.SameShape(null, UsItinBareShape),
        Positives = ["ITIN «912701234»", "individual taxpayer number «987924321»"],
        Negatives = ["912701234", "ITIN 912491234"],
    };

    private const string UsPassportShape = @"[A-Z]\d{8}|\d{9}";

    /// <summary>A United States passport number (nine digits, or a letter and eight digits) near a word for it.</summary>
    public static Rule UsPassport { get; } = new()
    {
        Id = "SG-PII-046",
        Kind = "us-passport",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(8, 9, maxBefore: 1),
        Pattern = UsPassportShape,
        MaxLength = 9,
        Confidence = 0.1,
        Context = ["us passport", "passport", "passport number", "travel document", "passport no", "u.s. passport"],
        ContextConfidence = 0.75,
        Surrogate = Surrogates.SameShape(null, UsPassportShape),
        Positives = ["US passport «A12345678»", "passport number «512345678»"],
        Negatives = ["part A12345678", "passport 12345"],
    };

    private const string UsDriverLicenceShape = @"[A-Z]\d{3}-\d{4}-\d{4}|[A-Z]\d{4}-\d{5}-\d{5}|[A-Z]{3}\*{2}\d{3}[A-Z]{2}\d{3}[A-Z]|[A-Z][A-Z0-9]{1,4}\*{0,3}\*[A-Z0-9]{4,9}|[A-Z]{1,2}\d{3,13}|\d{3}[A-Z]{2}\d{4}|\d{7,14}";

    /// <summary>A United States driver's licence number (formats of the states, AAMVA) near a word for it.</summary>
    public static Rule UsDriverLicence { get; } = new()
    {
        Id = "SG-PII-047",
        Kind = "us-driver-licence",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(1, 14, maxBefore: 9),
        Pattern = UsDriverLicenceShape,
        MaxLength = 17,
        Confidence = 0.1,
        Context = ["driver license", "drivers license", "driver's license", "driver licence", "driving license", "driving licence", "driver's licence", "dl number", "license number", "dl#", "dln"],
        ContextConfidence = 0.7,
        Surrogate = Surrogates.SameShape(null, UsDriverLicenceShape),
        Positives = ["driver license «D1234567»", "driver's license: «A123-4567-8901»"],
        Negatives = ["part D1234567", "license 12"],
    };

    private const string UsSsnSeparatedShape = @"\d{3}\.\d{2}\.\d{4}|\d{3} \d{2} \d{4}";

    /// <summary>A United States social security number with dots or spaces.</summary>
    public static Rule UsSsnSeparated { get; } = new()
    {
        Id = "SG-PII-151",
        Kind = "us-ssn",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 9),
        Pattern = UsSsnSeparatedShape,
        MaxLength = 11,
        Check = UsSsnNumbers.IsIssued,
        Confidence = 0.55,
        Context = ["ssn", "ssns", "social security", "social", "social security number", "ss#"],
        Labels = ["ssn", "ssns", "social security", "social security number", "ss#"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(UsSsnNumbers.IsIssued, UsSsnSeparatedShape),
        Positives = ["it is «219 41 6540» here", "SSN «536.22.1849»"],
        Negatives = ["219 41 654 rows", "000 12 3456", "536 22-1849", "912.12.3456"],
    };
}

/// <summary>The social security numbers that the SSA can have issued, without those known from advertisements.</summary>
internal static class UsSsnNumbers
{
    private static readonly string[] Advertised = ["078051120", "219099999", "457555462", "123456789", "987654321"];

    public static bool IsIssued(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        var area = Digits.At(digits, 0, 3);
        return area is not (0 or 666 or >= 900) && Digits.At(digits, 3, 2) != 0 && Digits.At(digits, 5, 4) != 0
            && !Digits.AllSame(digits) && !Advertised.Contains(digits);
    }
}
