using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>Identifiers that Swedish, Norwegian, Danish and Finnish authorities issue.</summary>
internal static class NordicCountries
{
    private const string FiPersonalIdentityCodeShape = @"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y]";

    /// <summary>A Finnish personal identity code (date, century sign, serial, check character by modulus 31).</summary>
    public static Rule FiPersonalIdentityCode { get; } = new()
    {
        Id = "SG-PII-096",
        Kind = "fi-personal-identity-code",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(6, 9),
        Pattern = FiPersonalIdentityCodeShape,
        IgnoreCase = true,
        MaxLength = 11,
        Check = IsFiPersonalIdentityCode,
        Confidence = 0.9,
        Context = ["hetu", "henkilötunnus", "personal identity code"],
        Labels = ["hetu", "henkilötunnus"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsFiPersonalIdentityCode, FiPersonalIdentityCodeShape, ignoreCase: true),
        Positives = ["hetu «131052-308T»", "henkilötunnus «010195A990W»"],
        Negatives = ["131052-308U", "311302-308T", "131052/308T"],
    };

    private static bool IsFiPersonalIdentityCode(ReadOnlySpan<char> value)
    {
        var number = value.ToString().ToUpperInvariant();
        var body = (Digits.At(number, 0, 6) * 1000) + Digits.At(number, 7, 3);
        return Calendar.IsShortDate(Digits.At(number, 4, 2), Digits.At(number, 2, 2), Digits.At(number, 0, 2))
            && "0123456789ABCDEFHJKLMNPRSTUVWXY"[body % 31] == number[10];
    }

    private const string SePersonnummerShape = @"(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])[-+]?\d{4}|\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])[-+]\d{4}";

    /// <summary>A Swedish personal identity number (date, serial, Luhn; coordination numbers add 60 to the day).</summary>
    public static Rule SePersonnummer { get; } = new()
    {
        Id = "SG-PII-097",
        Kind = "se-personnummer",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(10, 12),
        Pattern = SePersonnummerShape,
        MaxLength = 13,
        Check = IsSePersonnummer,
        Confidence = 0.7,
        Context = ["personnummer", "pnr", "swedish", "personal identity number", "svenskt"],
        Labels = ["personnummer"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsSePersonnummer, SePersonnummerShape),
        Positives = ["personnummer «811218-9876»", "«19811218-9876» är mitt pnr"],
        Negatives = ["811218-9875", "811318-9876"],
    };

    private static bool IsSePersonnummer(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        var number = digits.AsSpan(digits.Length - 10);
        var day = Digits.At(number, 4, 2);
        return Calendar.IsShortDate(Digits.At(number, 0, 2), Digits.At(number, 2, 2), day > 60 ? day - 60 : day) && Luhn.IsValid(number);
    }

    private const string SeOrganisationsnummerShape = @"[1-9]\d[2-9]\d{3}-\d{4}";

    /// <summary>A Swedish organisation number (third digit at least 2, Luhn).</summary>
    public static Rule SeOrganisationsnummer { get; } = new()
    {
        Id = "SG-PII-098",
        Kind = "se-organisationsnummer",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(10, 10),
        Pattern = SeOrganisationsnummerShape,
        MaxLength = 11,
        Check = IsSeOrganisationsnummer,
        Confidence = 0.6,
        Context = ["organisationsnummer", "orgnummer", "org.nr", "org nr", "company identity", "orgnr"],
        Labels = ["organisationsnummer", "orgnummer"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsSeOrganisationsnummer, SeOrganisationsnummerShape),
        Positives = ["orgnummer «556036-0793»", "organisationsnummer «202100-5489»"],
        Negatives = ["556036-0794", "550036-0793"],
    };

    private static bool IsSeOrganisationsnummer(ReadOnlySpan<char> value)
    {
        return Luhn.IsValid(Digits.Only(value));
    }

    private const string SeOrganisationsnummerBareShape = @"[1-9]\d[2-9]\d{7}";

    /// <summary>A Swedish organisation number without its hyphen, near a word for it.</summary>
    public static Rule SeOrganisationsnummerBare { get; } = new()
    {
        Id = "SG-PII-099",
        Kind = "se-organisationsnummer",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(10, 10),
        Pattern = SeOrganisationsnummerBareShape,
        MaxLength = 10,
        Check = IsSeOrganisationsnummerBare,
        Confidence = 0.2,
        Context = ["organisationsnummer", "orgnummer", "org.nr", "org nr", "company identity", "orgnr"],
        Labels = ["organisationsnummer", "orgnummer"],
        Surrogate = Surrogates.SameShape(IsSeOrganisationsnummerBare, SeOrganisationsnummerBareShape),
        Positives = ["orgnummer «5560360793»", "organisationsnummer «2021005489»"],
        Negatives = ["5560360793 rows", "orgnummer register, 5560360794"],
    };

    private static bool IsSeOrganisationsnummerBare(ReadOnlySpan<char> value)
    {
        return Luhn.IsValid(value);
    }

    private const string NoFodselsnummerShape = @"(?:[0-2]\d|3[01]|[4-6]\d|7[01])(?:0[1-9]|1[0-2])\d{2} ?\d{5}";

    /// <summary>A Norwegian national identity number (date, serial, two modulus 11 check digits; D-numbers add 40 to the day).</summary>
    public static Rule NoFodselsnummer { get; } = new()
    {
        Id = "SG-PII-100",
        Kind = "no-fodselsnummer",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(11, 11),
        Pattern = NoFodselsnummerShape,
        MaxLength = 12,
        Check = IsNoFodselsnummer,
        Confidence = 0.7,
        Context = ["fødselsnummer", "personnummer", "fnr", "norwegian", "d-nummer"],
        Labels = ["fødselsnummer", "d-nummer"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsNoFodselsnummer, NoFodselsnummerShape),
        Positives = ["fødselsnummer «15076500565»", "fnr «01129955151»"],
        Negatives = ["15076500566", "15136500565"],
    };

    private static bool IsNoFodselsnummer(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return Weighted.IsMultiple(digits.AsSpan(0, 10), [3, 7, 6, 1, 8, 9, 4, 5, 2, 1], 11)
            && Weighted.IsMultiple(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1], 11);
    }

    private const string DkCprShape = @"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}-?\d{4}";

    /// <summary>A Danish civil registration number (date and serial; since 2007 without a check digit).</summary>
    public static Rule DkCpr { get; } = new()
    {
        Id = "SG-PII-101",
        Kind = "dk-cpr",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(10, 10),
        Pattern = DkCprShape,
        MaxLength = 11,
        Check = IsDkCpr,
        Confidence = 0.4,
        Context = ["cpr", "cpr-nummer", "personnummer", "cpr nr", "cpr-nr", "danish"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(IsDkCpr, DkCprShape),
        Positives = ["CPR «070761-4212»", "cpr-nummer «2110625629»"],
        Negatives = ["cpr-nummer 3109843855", "CPR 073161-4285", "0707614285 rows", "070761-4285 rows"],
    };

    private static bool IsDkCpr(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return Calendar.IsShortDate(Digits.At(digits, 4, 2), Digits.At(digits, 2, 2), Digits.At(digits, 0, 2));
    }

    private const string NoOrganisationNumberShape = @"[89]\d{2} ?\d{3} ?\d{3}";

    /// <summary>A Norwegian organisation number (Brønnøysund: nine digits, weights 3 2 7 6 5 4 3 2, modulus 11) near a word for it.</summary>
    public static Rule NoOrganisationNumber { get; } = new()
    {
        Id = "SG-PII-179",
        Kind = "no-organisation-number",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 9),
        Pattern = NoOrganisationNumberShape,
        MaxLength = 11,
        Check = IsNoOrganisationNumber,
        Confidence = 0.2,
        Context = ["organisasjonsnummer", "org.nr", "orgnr", "org nr", "foretaksregisteret", "mva", "norway vat"],
        Labels = ["organisasjonsnummer"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsNoOrganisationNumber, NoOrganisationNumberShape),
        Positives = ["Org.nr «912345688»", "organisasjonsnummer «912 345 688»"],
        Negatives = ["ordre 912345688", "orgnr 912345689"],
    };

    private static bool IsNoOrganisationNumber(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return (11 - (Weighted.Sum(digits, [3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11 == digits[8] - '0';
    }

    private const string NoBankAccountShape = @"\d{4}[. ]?\d{2}[. ]?\d{5}";

    /// <summary>A Norwegian bank account number (Finans Norge: eleven digits, weights 5 4 3 2 7 6 5 4 3 2, modulus 11) near a word for it.</summary>
    public static Rule NoBankAccount { get; } = new()
    {
        Id = "SG-PII-180",
        Kind = "no-bank-account",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(11, 11),
        Pattern = NoBankAccountShape,
        MaxLength = 13,
        Check = IsNoBankAccount,
        Confidence = 0.2,
        Context = ["kontonummer", "kontonr", "bankkonto", "konto", "account number"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(IsNoBankAccount, NoBankAccountShape),
        Positives = ["Kontonummer «1503.01.23457»", "konto «15030123457»"],
        Negatives = ["ref 15030123457", "kontonummer 15030123458"],
    };

    private static bool IsNoBankAccount(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return (11 - (Weighted.Sum(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11 == digits[10] - '0';
    }

    private const string NordicVehicleRegistrationShape = @"[A-Z]{2} ?\d{2} ?\d{3}|[A-Z]{2} ?\d{5}|[A-ZÅÄÖ]{3}[ -]?\d{2}[A-Z0-9]|[A-ZÅÄÖ]{2,3}-\d{1,3}";

    /// <summary>A Norwegian, Danish, Swedish or Finnish vehicle registration (two or three letters, two to five digits) near a word for it.</summary>
    public static Rule NordicVehicleRegistration { get; } = new()
    {
        Id = "SG-PII-181",
        Kind = "nordic-vehicle-registration",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(1, 5, maxBefore: 4),
        Pattern = NordicVehicleRegistrationShape,
        MaxLength = 9,
        Confidence = 0.2,
        Context = ["registreringsnummer", "regnr", "reg.nr", "bilskilt", "skiltnummer", "nummerplade", "registreringsskylt", "rekisterinumero", "rekisterikilpi", "kjennemerke"],
        ContextConfidence = 0.85,
        Surrogate = Surrogates.SameShape(null, NordicVehicleRegistrationShape),
        Positives = ["registreringsnummer «ABC 12D»", "Kjennemerke «EK 12345»", "rekisterinumero «ABC-123»"],
        Negatives = ["modell ABC 12D", "regnr 12345"],
    };

    private const string NordicPassportShape = @"[A-Z]{1,2}\d{7}|\d{8}";

    /// <summary>A passport number of a Nordic state (eight digits, or two letters and seven digits) near a word for it.</summary>
    public static Rule NordicPassport { get; } = new()
    {
        Id = "SG-PII-182",
        Kind = "nordic-passport",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(7, 8, maxBefore: 2),
        Pattern = NordicPassportShape,
        MaxLength = 9,
        Confidence = 0.2,
        Context = ["passnummer", "passnr", "pasnummer", "passin numero", "passinumero", "reisepass nummer"],
        ContextConfidence = 0.78,
        Surrogate = Surrogates.SameShape(null, NordicPassportShape),
        Positives = ["Passnummer «AA1234567»", "pasnummer «20123456»"],
        Negatives = ["ordre 20123456", "passnummer 1234567"],
    };
}
