using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>Identifiers that Italian authorities issue.</summary>
internal static class Italy
{
    private const string ItFiscalCodeShape = @"[A-Z]{6}[0-9LMNP-V]{2}[ABCDEHLMPRST][0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{3}[A-Z]";

    /// <summary>An Italian fiscal code (DM 23/12/1976: names, date, place, check letter).</summary>
    public static Rule ItFiscalCode { get; } = new()
    {
        Id = "SG-PII-081",
        Kind = "it-fiscal-code",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Word(16, 16),
        Pattern = ItFiscalCodeShape,
        IgnoreCase = true,
        MaxLength = 16,
        Check = IsItFiscalCode,
        Confidence = 0.9,
        Context = ["codice fiscale", "fiscale", "cf"],
        Labels = ["codice fiscale"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsItFiscalCode, ItFiscalCodeShape, ignoreCase: true),
        Positives = ["codice fiscale «RSSMRA85T10A562S»", "CF «BNCLRA80A41H549C»"],
        Negatives = ["RSSMRA85T10A562T", "RSSMRA85X10A562S"],
    };

    // Table of the decree: what a character counts in an odd place; in an even place a digit or letter counts its rank.
    private static readonly int[] Odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

    private static bool IsItFiscalCode(ReadOnlySpan<char> value)
    {
        var sum = 0;
        for (var i = 0; i < 15; i++)
        {
            var c = char.ToUpperInvariant(value[i]);
            var rank = char.IsAsciiDigit(c) ? c - '0' : c - 'A';
            sum += i % 2 == 0 ? Odd[rank] : rank;
        }

        return char.ToUpperInvariant(value[15]) == 'A' + (sum % 26);
    }

    private const string ItVatCodeShape = @"\d{7}[ _]?\d{4}|\d{8}[ _]\d{3}";

    /// <summary>An Italian VAT number (partita IVA: eleven digits, Luhn) near a word for it.</summary>
    public static Rule ItVatCode { get; } = new()
    {
        Id = "SG-PII-082",
        Kind = "it-vat-code",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(11, 11),
        Pattern = ItVatCodeShape,
        MaxLength = 12,
        Check = IsItVatCode,
        Confidence = 0.2,
        Context = ["partita iva", "p.iva", "p. iva", "piva", "iva"],
        Labels = ["partita iva", "p.iva", "p. iva", "piva"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsItVatCode, ItVatCodeShape),
        Positives = ["partita IVA «12345670017»", "P.IVA: «00743110157»"],
        Negatives = ["12345670017 rows", "partita IVA register, 12345670018"],
    };

    private static bool IsItVatCode(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return !Digits.AllSame(digits) && Luhn.IsValid(digits);
    }

    private const string ItDriverLicenceShape = @"U1[A-Z0-9]{7}[A-Z]|[A-Z]{2}\d{7}[A-Z]";

    /// <summary>An Italian driving licence number (two letters, seven places, letter; or U1 form) near a word for it.</summary>
    public static Rule ItDriverLicence { get; } = new()
    {
        Id = "SG-PII-083",
        Kind = "it-driver-licence",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(1, 8, maxBefore: 2),
        Pattern = ItDriverLicenceShape,
        MaxLength = 10,
        Confidence = 0.2,
        Context = ["patente", "patente di guida", "driving licence", "driver license", "license", "licence", "guida"],
        ContextConfidence = 0.85,
        Surrogate = Surrogates.SameShape(null, ItDriverLicenceShape),
        Positives = ["patente «RM0123456B»", "patente di guida «U1K711J11M»"],
        Negatives = ["code RM0123456B", "patente 0123456"],
    };

    private const string ItIdentityCardShape = @"[A-Z]{2} ?\d{7}|\d{7}[A-Z]{2}|[A-Z]{2}\d{5}[A-Z]{2}";

    /// <summary>An Italian identity card number (paper, CIE 2.0 and CIE 3.0 forms) near a word for it.</summary>
    public static Rule ItIdentityCard { get; } = new()
    {
        Id = "SG-PII-084",
        Kind = "it-identity-card",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(5, 7, maxBefore: 2),
        Pattern = ItIdentityCardShape,
        IgnoreCase = true,
        MaxLength = 10,
        Confidence = 0.2,
        Context = ["carta d'identità", "carta di identità", "carta identità", "cie", "identity card", "documento"],
        ContextConfidence = 0.85,
        Surrogate = Surrogates.SameShape(null, ItIdentityCardShape, ignoreCase: true),
        Positives = ["carta d'identità «CA00000AA»", "CIE «AX1234567»"],
        Negatives = ["code CA00000AA", "CIE 12345"],
    };

    private const string ItPassportShape = @"[A-Z]{2}\d{7}";

    /// <summary>An Italian passport number near a word for it.</summary>
    public static Rule ItPassport { get; } = new()
    {
        Id = "SG-PII-085",
        Kind = "it-passport",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(7, 7, maxBefore: 2),
        Pattern = ItPassportShape,
        MaxLength = 9,
        Confidence = 0.1,
        Context = ["passaporto", "numero di passaporto"],
        ContextConfidence = 0.85,
        Surrogate = Surrogates.SameShape(null, ItPassportShape),
        Positives = ["passaporto «YA1234567»", "numero di passaporto «AA7654321»"],
        Negatives = ["code YA1234567", "passaporto Y1234"],
    };

    private const string ItVehicleRegistrationShape = @"[A-HJ-NPR-TV-Z]{2} ?\d{3} ?[A-HJ-NPR-TV-Z]{2}";

    /// <summary>An Italian vehicle registration (two letters, three digits, two letters) near a word for it.</summary>
    public static Rule ItVehicleRegistration { get; } = new()
    {
        Id = "SG-PII-235",
        Kind = "it-vehicle-registration",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(3, 3, maxBefore: 3),
        Pattern = ItVehicleRegistrationShape,
        MaxLength = 9,
        Confidence = 0.3,
        Context = ["targa", "targa auto", "veicolo", "automobile"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(null, ItVehicleRegistrationShape),
        Positives = ["targa «AB 123 CD»", "Targa: «FG456HJ»"],
        Negatives = ["codice AB 123 CD", "targa AB12CD"],
    };
}
