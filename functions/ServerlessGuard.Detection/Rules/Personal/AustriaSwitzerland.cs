using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>Identifiers that Austrian and Swiss authorities issue.</summary>
internal static class AustriaSwitzerland
{
    private const string ChAhvShape = @"756\.?\d{4}\.?\d{4}\.?\d{2}";

    /// <summary>A Swiss social security number (AHV: 756, EAN-13 check digit).</summary>
    public static Rule ChAhv { get; } = new()
    {
        Id = "SG-PII-094",
        Kind = "ch-ahv",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(13, 13),
        Pattern = ChAhvShape,
        MaxLength = 16,
        Check = IsChAhv,
        Confidence = 0.9,
        Context = ["ahv", "avs", "sozialversicherungsnummer", "oasi"],
        Labels = ["ahv"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsChAhv, ChAhvShape, keep: 3),
        Positives = ["AHV «756.9217.0769.85»", "«7561234567897» AVS"],
        Negatives = ["756.9217.0769.84", "755.9217.0769.85"],
    };

    private static bool IsChAhv(ReadOnlySpan<char> value)
    {
        return Weighted.IsMultiple(Digits.Only(value), [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1], 10);
    }

    private const string AtSvnrShape = @"[1-9]\d{3}[ -]?(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-5])\d{2}";

    /// <summary>An Austrian social insurance number (serial, check digit by modulus 11, date of birth).</summary>
    public static Rule AtSvnr { get; } = new()
    {
        Id = "SG-PII-095",
        Kind = "at-svnr",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(10, 10),
        Pattern = AtSvnrShape,
        MaxLength = 11,
        Check = IsAtSvnr,
        Confidence = 0.4,
        Context = ["sozialversicherungsnummer", "svnr", "sv-nummer", "versicherungsnummer", "sv-nr"],
        Labels = ["svnr", "sv-nummer", "sozialversicherungsnummer"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsAtSvnr, AtSvnrShape),
        Positives = ["SVNR «1237 010180»", "Sozialversicherungsnummer «7820280855»"],
        Negatives = ["SVNR register, 1238 010180", "1237010180 rows"],
    };

    private static bool IsAtSvnr(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return Weighted.Sum(digits, [3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11 == digits[3] - '0';
    }

    private const string ChUidShape = @"CHE-?\d{3}\.?\d{3}\.?\d{3}";

    /// <summary>A Swiss enterprise identification number (BFS UID: CHE, nine digits, weights 5 4 3 2 7 6 5 4, modulus 11).</summary>
    public static Rule ChUid { get; } = new()
    {
        Id = "SG-PII-174",
        Kind = "ch-uid",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 9, maxBefore: 4),
        Pattern = ChUidShape,
        MaxLength = 15,
        Check = IsChUid,
        Confidence = 0.85,
        Context = ["uid", "unternehmens-id", "mwst", "tva", "iva", "handelsregister"],
        Labels = ["uid"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsChUid, ChUidShape),
        Positives = ["UID «CHE-109.322.551»", "MWST-Nr. «CHE116203489»"],
        Negatives = ["CHE-109.322.552", "UID 109.322.551"],
    };

    private static bool IsChUid(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return (11 - (Weighted.Sum(digits, [5, 4, 3, 2, 7, 6, 5, 4]) % 11)) % 11 == digits[8] - '0';
    }

    private const string ChPassportShape = @"[A-Z]\d{7}|[A-Z]\d[A-Z0-9]\d{5}";

    /// <summary>A Swiss passport or identity card number (fedpol: a letter and seven or eight digits or letters) near a word for it.</summary>
    public static Rule ChPassport { get; } = new()
    {
        Id = "SG-PII-175",
        Kind = "ch-passport",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(5, 8, maxBefore: 3),
        Pattern = ChPassportShape,
        MaxLength = 8,
        Confidence = 0.2,
        Context = ["reisepass", "passnummer", "passeport", "passaporto", "ausweisnummer", "identitätskarte", "swiss passport"],
        ContextConfidence = 0.78,
        Surrogate = Surrogates.SameShape(null, ChPassportShape),
        Positives = ["Reisepass «X1234567»", "passeport no «S3A12345»"],
        Negatives = ["Teil X1234567", "Reisepass 1234567"],
    };

    private const string ChVehicleRegistrationShape = @"(?:AG|AI|AR|BE|BL|BS|FR|GE|GL|GR|JU|LU|NE|NW|OW|SG|SH|SO|SZ|TG|TI|UR|VD|VS|ZG|ZH)[ ·-]?[1-9]\d{0,5}";

    /// <summary>A Swiss vehicle registration (VZV: canton and up to six digits) near a word for it.</summary>
    public static Rule ChVehicleRegistration { get; } = new()
    {
        Id = "SG-PII-176",
        Kind = "ch-vehicle-registration",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(1, 6, maxBefore: 3),
        Pattern = ChVehicleRegistrationShape,
        MaxLength = 9,
        Confidence = 0.2,
        Context = ["kontrollschild", "autokennzeichen", "kennzeichen", "nummernschild", "plaque", "targa", "immatriculation", "license plate"],
        ContextConfidence = 0.85,
        Surrogate = Surrogates.SameShape(null, ChVehicleRegistrationShape),
        Positives = ["Kontrollschild «ZH 123456»", "plaque «GE 4711»"],
        Negatives = ["Saal ZH 12", "Kontrollschild XY 123"],
    };

    private const string AtPassportShape = @"[A-Z] ?\d{7}|[A-Z]{2}\d{6}";

    /// <summary>An Austrian passport number (BMI: a letter and seven digits, or two letters and six digits) near a word for it.</summary>
    public static Rule AtPassport { get; } = new()
    {
        Id = "SG-PII-177",
        Kind = "at-passport",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(6, 8, maxBefore: 3),
        Pattern = AtPassportShape,
        MaxLength = 9,
        Confidence = 0.2,
        Context = ["reisepass", "reisepassnummer", "passnummer", "österreichischer pass"],
        ContextConfidence = 0.78,
        Surrogate = Surrogates.SameShape(null, AtPassportShape),
        Positives = ["Reisepassnummer «P 1234567»", "Reisepass «U7654321»"],
        Negatives = ["Teil P 1234567", "Reisepass P12345"],
    };

    private const string AtTaxNumberShape = @"\d{2}[- ]?\d{3}/\d{4}";

    /// <summary>An Austrian tax number (BMF: office, four digits, check digit by weights 1 2, in the form 12-345/6789) near a word for it.</summary>
    public static Rule AtTaxNumber { get; } = new()
    {
        Id = "SG-PII-178",
        Kind = "at-tax-number",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 9),
        Pattern = AtTaxNumberShape,
        MaxLength = 11,
        Confidence = 0.2,
        Context = ["steuernummer", "abgabenkontonummer", "finanzamt", "st.nr", "steuernr"],
        ContextConfidence = 0.85,
        Surrogate = Surrogates.SameShape(null, AtTaxNumberShape),
        Positives = ["Steuernummer «46-123/4567»", "Finanzamt «09 876/5432»"],
        Negatives = ["Akte 46-123/4567", "Steuernummer 46-123"],
    };
}
