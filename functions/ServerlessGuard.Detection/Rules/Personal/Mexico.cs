using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>Identifiers that Mexican authorities and banks issue.</summary>
internal static class Mexico
{
    private const string MxCurpShape = @"[A-Z][AEIOUX][A-Z]{2}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[HMX](?:AS|BC|BS|CC|CL|CM|CS|CH|DF|DG|GT|GR|HG|JC|MC|MN|MS|NT|NL|OC|PL|QT|QR|SP|SL|SR|TC|TS|TL|VZ|YN|ZS|NE)[B-DF-HJ-NP-TV-Z]{3}[0-9A-Z]\d";

    /// <summary>A Mexican population registry code (names, date, sex, state, check digit).</summary>
    public static Rule MxCurp { get; } = new()
    {
        Id = "SG-PII-142",
        Kind = "mx-curp",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Word(18, 18),
        Pattern = MxCurpShape,
        MaxLength = 18,
        Check = IsMxCurp,
        Confidence = 0.9,
        Context = ["curp", "méxico", "clave única"],
        Labels = ["curp"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsMxCurp, MxCurpShape),
        Positives = ["CURP «BOXW310820HNERXN09»", "curp «HEGG560427MVZRRL04»"],
        Negatives = ["BOXW310820HNERXN08", "BOXW310820HZZRXN09"],
    };

    private const string Values = "0123456789ABCDEFGHIJKLMN#OPQRSTUVWXYZ";

    /// <summary>Letters count by their place in the Spanish alphabet (N, then Ñ), weighted 18 down to 2.</summary>
    private static bool IsMxCurp(ReadOnlySpan<char> value)
    {
        var sum = 0;
        for (var i = 0; i < 17; i++)
        {
            sum += Values.IndexOf(value[i]) * (18 - i);
        }

        return (10 - (sum % 10)) % 10 == value[17] - '0';
    }

    private const string MxRfcShape = @"[A-ZÑ&]{3,4}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[A-Z0-9]{2}[0-9A]";

    /// <summary>A Mexican taxpayer number (RFC: letters, date, homoclave) near a word for it.</summary>
    public static Rule MxRfc { get; } = new()
    {
        Id = "SG-PII-143",
        Kind = "mx-rfc",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(6, 7, maxBefore: 4),
        Pattern = MxRfcShape,
        MaxLength = 13,
        Confidence = 0.3,
        Context = ["rfc", "contribuyente", "sat", "registro federal"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(null, MxRfcShape),
        Positives = ["RFC «GODE561231GR8»", "rfc: «ABC680524P76»"],
        Negatives = ["code GODE561231GR8", "RFC 2616"],
    };

    private const string MxClabeShape = @"\d{18}|\d{3} \d{3} \d{11} \d";

    /// <summary>A Mexican bank account number (ABM CLABE: eighteen digits, weights 3 7 1).</summary>
    public static Rule MxClabe { get; } = new()
    {
        Id = "SG-PII-219",
        Kind = "mx-clabe",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(18, 18),
        Pattern = MxClabeShape,
        MaxLength = 21,
        Check = IsMxClabe,
        Confidence = 0.3,
        Context = ["clabe", "clabe interbancaria", "cuenta", "spei", "transferencia"],
        Labels = ["clabe", "clabe interbancaria"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsMxClabe, MxClabeShape),
        Positives = ["CLABE «032180000118359719»", "SPEI «032 180 00011835971 9»"],
        Negatives = ["folio 032180000118359719", "CLABE register, 032180000118359710"],
    };

    private static bool IsMxClabe(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        var sum = 0;
        for (var i = 0; i < 17; i++)
        {
            sum += (digits[i] - '0') * (i % 3 == 0 ? 3 : i % 3 == 1 ? 7 : 1) % 10;
        }

        return (10 - (sum % 10)) % 10 == digits[17] - '0';
    }

    private const string MxSocialSecurityShape = @"\d{11}|\d{2}-\d{2}-\d{2}-\d{4}-\d";

    /// <summary>A Mexican social security number (IMSS NSS: eleven digits with a Luhn check digit) near a word for it.</summary>
    public static Rule MxSocialSecurity { get; } = new()
    {
        Id = "SG-PII-220",
        Kind = "mx-social-security",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(11, 11),
        Pattern = MxSocialSecurityShape,
        MaxLength = 15,
        Check = IsMxSocialSecurity,
        Confidence = 0.2,
        Context = ["nss", "imss", "seguro social", "número de seguridad social"],
        Labels = ["nss"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsMxSocialSecurity, MxSocialSecurityShape),
        Positives = ["NSS «45907812346»", "IMSS: «45-90-78-1234-6»"],
        Negatives = ["folio 45907812346", "NSS register, 45907812347"],
    };

    private static bool IsMxSocialSecurity(ReadOnlySpan<char> value) => Luhn.IsValid(Digits.Only(value));

    private const string MxPassportShape = @"[A-Z]\d{8}";

    /// <summary>A Mexican passport number (a letter and eight digits) near a word for it.</summary>
    public static Rule MxPassport { get; } = new()
    {
        Id = "SG-PII-221",
        Kind = "mx-passport",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(8, 8, maxBefore: 1),
        Pattern = MxPassportShape,
        MaxLength = 9,
        Confidence = 0.2,
        Context = ["pasaporte", "número de pasaporte"],
        ContextConfidence = 0.78,
        Surrogate = Surrogates.SameShape(null, MxPassportShape),
        Positives = ["Pasaporte «G12345678»", "número de pasaporte: «N87654321»"],
        Negatives = ["pieza G12345678", "pasaporte G1234"],
    };
}
