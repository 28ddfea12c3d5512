using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>Identifiers that Canadian authorities issue.</summary>
internal static class Canada
{
    private const string CaSinShape = @"[1-79]\d{2}-\d{3}-\d{3}|[1-79]\d{2} \d{3} \d{3}";

    /// <summary>A Canadian social insurance number (Luhn; never starts with 0 or 8).</summary>
    public static Rule CaSin { get; } = new()
    {
        Id = "SG-PII-058",
        Kind = "ca-sin",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 9),
        Pattern = CaSinShape,
        MaxLength = 11,
        Check = IsCaSin,
        Confidence = 0.55,
        Context = ["sin", "social insurance", "numéro d'assurance sociale", "nas", "canada", "cra"],
        Labels = ["sin", "social insurance"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(IsCaSin, CaSinShape),
        Positives = ["SIN «130 692 544»", "social insurance «435-418-165»"],
        Negatives = ["812 345 678", "130 692 545", "046 454 286"],
    };

    private static bool IsCaSin(ReadOnlySpan<char> value)
    {
        return Luhn.IsValid(Digits.Only(value));
    }

    private const string CaSinBareShape = @"[1-79]\d{8}";

    /// <summary>A Canadian social insurance number without separators, near a word for it.</summary>
    public static Rule CaSinBare { get; } = new()
    {
        Id = "SG-PII-059",
        Kind = "ca-sin",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 9),
        Pattern = CaSinBareShape,
        MaxLength = 9,
        Check = IsCaSinBare,
        Confidence = 0.2,
        Context = ["social insurance", "social insurance number", "canada", "canadian", "sin number"],
        Labels = ["social insurance", "social insurance number", "sin number"],
        ContextConfidence = 0.85,
        Surrogate = Surrogates.SameShape(IsCaSinBare, CaSinBareShape),
        Positives = ["social insurance «135002996»", "Canadian «435418165»"],
        Negatives = ["130692544 rows", "social insurance register, 130692545"],
    };

    private static bool IsCaSinBare(ReadOnlySpan<char> value)
    {
        return Luhn.IsValid(value);
    }

    private const string CaBusinessNumberShape = @"\d{9} ?R[CTPRMZ] ?\d{4}";

    /// <summary>A Canadian business number (CRA: nine digits with a Luhn check digit, then a programme account).</summary>
    public static Rule CaBusinessNumber { get; } = new()
    {
        Id = "SG-PII-183",
        Kind = "ca-business-number",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 13),
        Pattern = CaBusinessNumberShape,
        MaxLength = 17,
        Check = IsCaBusinessNumber,
        Confidence = 0.8,
        Context = ["business number", "bn", "cra", "gst", "hst", "gst/hst", "numéro d'entreprise"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsCaBusinessNumber, CaBusinessNumberShape),
        Positives = ["GST «123456782RT0001»", "business number «123456782 RC 0001»"],
        Negatives = ["123456783RT0001", "GST 123456782"],
    };

    private static bool IsCaBusinessNumber(ReadOnlySpan<char> value)
    {
        return Luhn.IsValid(value[..9]);
    }

    private const string CaPassportShape = @"[A-Z]{2} ?\d{6}|[A-Z]\d{6}[A-Z]{2}";

    /// <summary>A Canadian passport number (IRCC: two letters and six digits, or one letter, six digits and two letters) near a word for it.</summary>
    public static Rule CaPassport { get; } = new()
    {
        Id = "SG-PII-184",
        Kind = "ca-passport",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(6, 6, maxBefore: 3),
        Pattern = CaPassportShape,
        MaxLength = 9,
        Confidence = 0.2,
        Context = ["canadian passport", "numéro de passeport", "passeport canadien"],
        ContextConfidence = 0.78,
        Surrogate = Surrogates.SameShape(null, CaPassportShape),
        Positives = ["canadian passport «GA302922»", "canadian passport «P123456AA»"],
        Negatives = ["part GA302922", "passport number GA30292"],
    };

    private const string CaPostcodeShape = @"[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z] ?\d[ABCEGHJ-NPRSTV-Z]\d";

    /// <summary>A Canadian postcode (Canada Post: letter digit letter, digit letter digit, without D F I O Q U).</summary>
    public static Rule CaPostcode { get; } = new()
    {
        Id = "SG-PII-185",
        Kind = "ca-postcode",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(1, 1, maxBefore: 1),
        Pattern = CaPostcodeShape,
        MaxLength = 7,
        Confidence = 0.35,
        Context = ["postal code", "code postal", "postcode", "canada", "ontario", "québec", "quebec", "toronto", "vancouver", "montréal", "montreal", "address"],
        ContextConfidence = 0.85,
        Surrogate = Surrogates.SameShape(null, CaPostcodeShape),
        Positives = ["Toronto «M5V 3L9»", "postal code «K1A0B1»"],
        Negatives = ["code M5V 3L9 here", "Toronto D5V 3L9"],
    };

    private const string CaBankAccountShape = @"\d{5}-\d{3}(?:[ -]\d{7,12})?";

    /// <summary>A Canadian transit and institution number with an account number (Payments Canada) near a word for it.</summary>
    public static Rule CaBankAccount { get; } = new()
    {
        Id = "SG-PII-186",
        Kind = "ca-bank-account",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(8, 20),
        Pattern = CaBankAccountShape,
        MaxLength = 23,
        Confidence = 0.2,
        Context = ["transit number", "institution number", "transit", "void cheque", "direct deposit", "bank account", "numéro de transit"],
        ContextConfidence = 0.85,
        Surrogate = Surrogates.SameShape(null, CaBankAccountShape),
        Positives = ["Transit «00012-003»", "direct deposit «10202-004 5239876»"],
        Negatives = ["part 00012-003", "transit 0001-003"],
    };
}
