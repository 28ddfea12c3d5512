using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>Identifiers with one format for all states of the European Union.</summary>
internal static class EuropeanUnion
{
    private const string EuVatIdShape = @"ATU\d{8}|BE ?[01]\d{3}\.?\d{3}\.?\d{3}|BG\d{9,10}|CY\d{8}[A-Z]|CZ\d{8,10}|DE ?[1-9]\d{2}[ .-]?\d{3}[ .-]?\d{3}|DK\d{8}|EE\d{9}|EL\d{9}|ES[A-Z]\d{7}[A-Z0-9]|ES\d{8}[A-Z]|FI\d{8}|FR[A-HJ-NP-Z0-9]{2} ?\d{9}|GB\d{9}(?:\d{3})?|HR\d{11}|HU\d{8}|IE\d{7}[A-W][A-I]?|IT\d{11}|LT(?:\d{12}|\d{9})|LU\d{8}|LV\d{11}|MT\d{8}|NL\d{9}B\d{2}|PL\d{10}|PT\d{9}|RO\d{2,10}|SE\d{12}|SI\d{8}|SK\d{10}|XI\d{9}";

    /// <summary>A value-added tax number of a European state (VIES formats, check digits of the larger states).</summary>
    public static Rule EuVatId { get; } = new()
    {
        Id = "SG-PII-078",
        Kind = "eu-vat-id",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(2, 14, maxBefore: 5),
        Pattern = EuVatIdShape,
        MaxLength = 16,
        Check = IsEuVatId,
        Confidence = 0.6,
        Context = ["vat", "ust-idnr", "ust-id", "umsatzsteuer", "tva", "iva", "btw", "moms", "vat number", "ustid", "rechnung", "p.iva", "mwst"],
        Labels = ["vat", "ust-idnr", "ust-id"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsEuVatId, EuVatIdShape, keep: 2),
        Positives = ["USt-IdNr. «DE136695976»", "TVA «FR40303265045»", "BTW «NL004495445B01»"],
        Negatives = ["DE12345678", "VAT register, IT12345678902", "ZZ123456789"],
    };

    private static bool IsEuVatId(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return value[..2] switch
        {
            "DE" => Iso7064.IsMod11Hybrid10(digits),
            "HR" => Iso7064.IsMod11Hybrid10(digits),
            "IT" => Luhn.IsValid(digits),
            "BE" => 97 - (Digits.At(digits, 0, 8) % 97) == Digits.At(digits, 8, 2),
            "LU" => Digits.At(digits, 0, 6) % 89 == Digits.At(digits, 6, 2),
            "DK" => Weighted.IsMultiple(digits, [2, 7, 6, 5, 4, 3, 2, 1], 11),
            "FI" => Weighted.IsMultiple(digits, [7, 9, 10, 5, 8, 4, 2, 1], 11),
            "PL" => Weighted.Sum(digits, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 == digits[9] - '0',
            "SI" => (11 - (Weighted.Sum(digits, [8, 7, 6, 5, 4, 3, 2]) % 11)) % 10 == digits[7] - '0',
            "SE" => Luhn.IsValid(digits.AsSpan(0, 10)),
            _ => true,
        };
    }

    private const string EuHealthInsuranceCardShape = @"80(?:040|056|100|191|196|203|208|233|246|250|276|300|348|352|372|380|428|440|442|470|528|578|616|620|642|703|705|724|752|756|826)\d{15}";

    /// <summary>A European health insurance card number (EN 1867: 80, country, issuer, serial).</summary>
    public static Rule EuHealthInsuranceCard { get; } = new()
    {
        Id = "SG-PII-229",
        Kind = "eu-health-insurance-card",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(20, 20),
        Pattern = EuHealthInsuranceCardShape,
        MaxLength = 20,
        Confidence = 0.55,
        Context = ["ehic", "health insurance card", "krankenversicherungskarte", "carte européenne", "tarjeta sanitaria", "tessera sanitaria"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(null, EuHealthInsuranceCardShape),
        Positives = ["EHIC «80276881234500000001»", "carte européenne «80250000012345678901»"],
        Negatives = ["serial 80999881234500000001", "EHIC 8027688"],
    };

    private const string EuEoriShape = @"(?:AT|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|GB|GR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK|XI)[A-Z0-9]{8,15}";

    /// <summary>An economic operator number (EORI, Regulation 952/2013: state and up to fifteen characters) near a word for it.</summary>
    public static Rule EuEori { get; } = new()
    {
        Id = "SG-PII-230",
        Kind = "eu-eori",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Word(10, 17),
        Pattern = EuEoriShape,
        MaxLength = 17,
        Confidence = 0.2,
        Context = ["eori", "eori number", "eori-nummer", "customs", "zoll", "douane"],
        ContextConfidence = 0.85,
        Surrogate = Surrogates.SameShape(null, EuEoriShape),
        Positives = ["EORI «DE123456789012345»", "EORI number «GB123456789000»"],
        Negatives = ["part DE123456789012345", "EORI XX123456789012"],
    };
}
