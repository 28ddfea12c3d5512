using System.Globalization;
using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>Identifiers that German authorities, insurers and registers issue.</summary>
internal static class Germany
{
    private const string DeTaxIdShape = @"[1-9]\d{10}|[1-9]\d \d{3} \d{3} \d{3}";

    /// <summary>A German tax identification number (BZSt: one digit repeats, ISO 7064 MOD 11,10).</summary>
    public static Rule DeTaxId { get; } = new()
    {
        Id = "SG-PII-066",
        Kind = "de-tax-id",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(11, 11),
        Pattern = DeTaxIdShape,
        MaxLength = 14,
        Check = IsDeTaxId,
        Confidence = 0.55,
        DigitsConfidence = 0.3,
        Context = ["steuer-id", "steueridentifikationsnummer", "idnr", "steuer-identifikationsnummer", "steuer-idnr", "identifikationsnummer", "tax id", "steuernummer"],
        Labels = ["steuer-id", "steueridentifikationsnummer", "idnr", "steuer-identifikationsnummer", "steuer-idnr"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsDeTaxId, DeTaxIdShape),
        Positives = ["Steuer-ID «65929970489»", "IdNr. «57549285017»"],
        Negatives = ["Steuer-ID register, 65929970480", "65929970488", "IdNr. 02929970489"],
    };

    /// <summary>Of the first ten digits exactly one occurs twice or three times, and the others once at most (BZSt).</summary>
    private static bool IsDeTaxId(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        var repeated = digits[..10].GroupBy(static digit => digit).Where(static group => group.Count() > 1).Select(static group => group.Count()).ToArray();
        return repeated is [2 or 3] && Iso7064.IsMod11Hybrid10(digits);
    }

    private const string DeTaxNumberShape = @"\d{2,3}/\d{3,4}/\d{4,5}";

    /// <summary>A German tax number in the form of a state (10 or 11 digits with slashes, or the 13-digit federal form).</summary>
    public static Rule DeTaxNumber { get; } = new()
    {
        Id = "SG-PII-067",
        Kind = "de-tax-number",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(10, 13),
        Pattern = DeTaxNumberShape,
        MaxLength = 14,
        Confidence = 0.3,
        Context = ["steuernummer", "st.-nr", "st.-nr.", "stnr", "steuer-nr", "finanzamt", "tax number", "steuernr"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(null, DeTaxNumberShape),
        Positives = ["Steuernummer «12/3456/7890»", "Finanzamt: «123/3456/78901»"],
        Negatives = ["ratio 12/345/67890", "Steuernummer 1/2/3"],
    };

    private const string DeIdCardShape = @"[CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ0-9]{8}";

    /// <summary>A German identity card number (ICAO 9303 serial, weights 7 3 1, check digit where it is given) near a word for it.</summary>
    public static Rule DeIdCard { get; } = new()
    {
        Id = "SG-PII-068",
        Kind = "de-id-card",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(1, 9, maxBefore: 8),
        Pattern = DeIdCardShape,
        IgnoreCase = true,
        MaxLength = 9,
        Confidence = 0.2,
        Context = ["ausweis", "personalausweis", "ausweisnummer", "identity card", "id card", "perso"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(null, DeIdCardShape, ignoreCase: true),
        Positives = ["Personalausweis «LZ6311T47»", "Ausweis Nr. «T22000129»"],
        Negatives = ["Personalausweis CFGHJKLMN", "LZ6311T47 fehlt", "Ausweis ABCDEFGHI"],
    };

    private const string DePassportShape = @"[CFGHJK][CFGHJKLMNPRTVWXYZ0-9]{8}";

    /// <summary>A German passport number (ICAO 9303 serial) near a word for it.</summary>
    public static Rule DePassport { get; } = new()
    {
        Id = "SG-PII-069",
        Kind = "de-passport",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(1, 9, maxBefore: 8),
        Pattern = DePassportShape,
        IgnoreCase = true,
        MaxLength = 9,
        Confidence = 0.2,
        Context = ["reisepass", "pass-nr", "pass nr", "pass-nr.", "passnummer", "passport"],
        ContextConfidence = 0.85,
        Surrogate = Surrogates.SameShape(null, DePassportShape, ignoreCase: true),
        Positives = ["Reisepass «C01X00T47»", "Passnummer «F5X12RT03»"],
        Negatives = ["Reisepass CFGHJKLMN", "C01X00T47 fehlt", "Reisepass AEIOU1234"],
    };

    private const string DeHealthInsuranceShape = @"[A-Z]\d{9}";

    /// <summary>A German health insurance number (KVNR: letter, eight digits, check digit).</summary>
    public static Rule DeHealthInsurance { get; } = new()
    {
        Id = "SG-PII-070",
        Kind = "de-health-insurance",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 9, maxBefore: 1),
        Pattern = DeHealthInsuranceShape,
        IgnoreCase = true,
        MaxLength = 10,
        Check = IsDeHealthInsurance,
        Confidence = 0.55,
        Context = ["krankenkasse", "versichertennummer", "kvnr", "krankenversichertennummer", "krankenversicherung", "versicherten-nr"],
        Labels = ["kvnr", "krankenversichertennummer", "versichertennummer", "versicherten-nr"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsDeHealthInsurance, DeHealthInsuranceShape, ignoreCase: true),
        Positives = ["KVNR «A123456780»", "Versichertennummer «M310119877»"],
        Negatives = ["A123456789", "Z12345678"],
    };

    private static bool IsDeHealthInsurance(ReadOnlySpan<char> value)
    {
        // The letter counts as its two-digit place in the alphabet.
        var letter = char.ToUpperInvariant(value[0]) - 'A' + 1;
        var digits = string.Concat(letter.ToString("00", CultureInfo.InvariantCulture), value[1..9]);
        return Weighted.CrossSum(digits, [1, 2, 1, 2, 1, 2, 1, 2, 1, 2]) % 10 == value[9] - '0';
    }

    private const string DeSocialSecurityShape = @"\d{2} ?(?:[0-2]\d|3[01]|[4-6]\d|7[0-9]|8[01])(?:0\d|1[0-2])\d{2} ?[A-Z] ?\d{3}";

    /// <summary>A German pension insurance number (VKVV: area, date of birth, initial, serial, check digit).</summary>
    public static Rule DeSocialSecurity { get; } = new()
    {
        Id = "SG-PII-071",
        Kind = "de-social-security",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(8, 8),
        Pattern = DeSocialSecurityShape,
        MaxLength = 15,
        Check = IsDeSocialSecurity,
        Confidence = 0.75,
        Context = ["rentenversicherung", "sozialversicherungsnummer", "rvnr", "sv-nummer", "versicherungsnummer", "rentenversicherungsnummer", "svnr"],
        Labels = ["rvnr", "rentenversicherungsnummer", "sozialversicherungsnummer"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsDeSocialSecurity, DeSocialSecurityShape),
        Positives = ["RVNR «15070649C103»", "SV-Nummer «65170839J003»"],
        Negatives = ["15070649C104", "65070803A012"],
    };

    private static bool IsDeSocialSecurity(ReadOnlySpan<char> value)
    {
        var number = Digits.AndLetters(value);
        var letter = number[8] - 'A' + 1;
        var digits = string.Concat(number.AsSpan(0, 8), letter.ToString("00", CultureInfo.InvariantCulture), number.AsSpan(9));
        return Weighted.CrossSum(digits, [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1]) % 10 == digits[12] - '0';
    }

    private const string DePostcodeShape = @"0[1-9]\d{3}|[1-9]\d{4}";

    /// <summary>A German postcode (01001 to 99998) near a word for it.</summary>
    public static Rule DePostcode { get; } = new()
    {
        Id = "SG-PII-072",
        Kind = "de-postcode",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(5, 5),
        Pattern = DePostcodeShape,
        MaxLength = 5,
        Confidence = 0.1,
        Context = ["plz", "postleitzahl"],
        ContextConfidence = 0.8,
        Surrogate = Surrogates.SameShape(null, DePostcodeShape),
        Positives = ["PLZ «80331»", "Postleitzahl: «10115» Berlin"],
        Negatives = ["80331 rows", "PLZ 00000"],
    };

    private const string DeVehicleRegistrationShape = @"[A-ZÄÖÜ]{1,3}[- ][A-Z]{1,2}[- ]?[1-9]\d{0,3}[EH]?";

    /// <summary>A German vehicle registration (FZV: district, letters, up to four digits) near a word for it.</summary>
    public static Rule DeVehicleRegistration { get; } = new()
    {
        Id = "SG-PII-073",
        Kind = "de-vehicle-registration",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(1, 4, maxBefore: 8),
        Pattern = DeVehicleRegistrationShape,
        MaxLength = 12,
        Confidence = 0.2,
        Context = ["kennzeichen", "kfz", "nummernschild", "fahrzeug", "kfz-kennzeichen", "license plate", "licence plate", "auto"],
        ContextConfidence = 0.85,
        Surrogate = Surrogates.SameShape(null, DeVehicleRegistrationShape),
        Positives = ["Kennzeichen «B-MW 1234»", "KFZ: «HH AB 123»"],
        Negatives = ["code B-MW 1234", "Kennzeichen B 1234"],
    };

    private const string DeDrivingLicenceShape = @"[A-Z]{1,2}\d{8}[A-Z0-9]|[A-Z]\d{2}[A-Z0-9]{6}\d[A-Z0-9]";

    /// <summary>A German driving licence number (FeV: authority, eight digits or letters, check character, issue) near a word for it.</summary>
    public static Rule DeDrivingLicence { get; } = new()
    {
        Id = "SG-PII-074",
        Kind = "de-driving-licence",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(8, 10, maxBefore: 2),
        Pattern = DeDrivingLicenceShape,
        IgnoreCase = true,
        MaxLength = 11,
        Confidence = 0.2,
        Context = ["führerschein", "fahrerlaubnis", "führerscheinnummer", "driving licence", "driver license"],
        ContextConfidence = 0.85,
        Surrogate = Surrogates.SameShape(null, DeDrivingLicenceShape, ignoreCase: true),
        Positives = ["Führerschein «BO12345678A»", "Fahrerlaubnis «MU98765432Z»"],
        Negatives = ["code BO12345678A", "Führerschein 12345678901"],
    };

    private const string DeHandelsregisterShape = @"HR[AB][ -]?\d{1,6}(?: [A-Z]{1,2}\b)?";

    /// <summary>A German commercial register number (HGB: section HRA or HRB).</summary>
    public static Rule DeHandelsregister { get; } = new()
    {
        Id = "SG-PII-075",
        Kind = "de-handelsregister",
        Category = FindingCategory.Personal,
        Anchor = Anchor.StartsWith("HRA", "HRB", "hra", "hrb"),
        Pattern = DeHandelsregisterShape,
        IgnoreCase = true,
        MaxLength = 13,
        Confidence = 0.75,
        Context = ["handelsregister", "amtsgericht", "registergericht"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(null, DeHandelsregisterShape, ignoreCase: true),
        Positives = ["Amtsgericht Köln, «HRB 12345»", "«HRA 4711» steht da"],
        Negatives = ["HRC 12345", "HRB ist die Abteilung"],
    };

    private const string DeBsnrShape = @"(?:0[1-3]|[1-7]\d|99)\d{7}";

    /// <summary>A German medical practice site number (KBV BSNR) near a word for it.</summary>
    public static Rule DeBsnr { get; } = new()
    {
        Id = "SG-PII-076",
        Kind = "de-bsnr",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 9),
        Pattern = DeBsnrShape,
        MaxLength = 9,
        Confidence = 0.1,
        Context = ["bsnr", "betriebsstättennummer", "betriebsstätte", "praxis"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(null, DeBsnrShape),
        Positives = ["BSNR «021234568»", "Betriebsstättennummer: «521234567»"],
        Negatives = ["021234568 rows", "BSNR 02123456A"],
    };

    private const string DeLanrShape = @"\d{9}";

    /// <summary>A German physician number (KBV LANR: six digits, check digit by weights 4 9, speciality).</summary>
    public static Rule DeLanr { get; } = new()
    {
        Id = "SG-PII-077",
        Kind = "de-lanr",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 9),
        Pattern = DeLanrShape,
        MaxLength = 9,
        Check = IsDeLanr,
        Confidence = 0.2,
        Context = ["lanr", "arztnummer", "arzt", "lebenslange arztnummer"],
        Labels = ["lanr"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(IsDeLanr, DeLanrShape),
        Positives = ["LANR «123456601»", "Arztnummer «838388838»"],
        Negatives = ["123456601 rows", "LANR register, 123456501"],
    };

    private static bool IsDeLanr(ReadOnlySpan<char> value)
    {
        // The check digit makes the weighted sum a multiple of ten.
        return (Weighted.Sum(value, [4, 9, 4, 9, 4, 9]) + value[6] - '0') % 10 == 0;
    }

    private const string DeTaxIdLooseShape = @"[1-9]\d{10}";

    /// <summary>A German tax identification number by its check digit alone, near a word for it.</summary>
    public static Rule DeTaxIdLoose { get; } = new()
    {
        Id = "SG-PII-157",
        Kind = "de-tax-id",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(11, 11),
        Pattern = DeTaxIdLooseShape,
        MaxLength = 11,
        Check = IsDeTaxIdLoose,
        Confidence = 0.2,
        Context = ["steuer-id", "steueridentifikationsnummer", "idnr", "steuer-identifikationsnummer", "steuer-idnr", "identifikationsnummer", "tax id", "steuernummer"],
        Labels = ["steuer-id", "steueridentifikationsnummer", "idnr", "steuer-identifikationsnummer", "steuer-idnr"],
        Surrogate = Surrogates.SameShape(IsDeTaxIdLoose, DeTaxIdLooseShape),
        Positives = ["Steuer-ID «12345678903»", "IdNr. «98765432106»"],
        Negatives = ["12345678903 rows", "IdNr. register, 12345678904"],
    };

    private static bool IsDeTaxIdLoose(ReadOnlySpan<char> value)
    {
        return !IsDeTaxId(value) && Iso7064.IsMod11Hybrid10(Digits.Only(value));
    }
}
