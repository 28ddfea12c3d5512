using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>Identifiers that French authorities issue.</summary>
internal static class France
{
    private const string FrNirShape = @"[12]\s?\d{2}\s?(?:0[1-9]|1[0-2]|[2-9]\d)\s?(?:\d{2}|2[AB])\s?\d{3}\s?\d{3}\s?\d{2}";

    /// <summary>A French social security number (INSEE NIR: sex, year, month, department, commune, order, key 97 - n mod 97).</summary>
    public static Rule FrNir { get; } = new()
    {
        Id = "SG-PII-079",
        Kind = "fr-nir",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(13, 15),
        Pattern = FrNirShape,
        MaxLength = 21,
        Check = IsFrNir,
        Confidence = 0.85,
        Context = ["sécurité sociale", "nir", "numéro de sécurité sociale", "insee", "sécu", "carte vitale"],
        Labels = ["nir", "numéro de sécurité sociale"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsFrNir, FrNirShape),
        Positives = ["NIR «255081416802538»", "carte vitale «185057800608491»"],
        Negatives = ["255081416802539", "NIR 3 55 08 14 168 025 38"],
    };

    private static bool IsFrNir(ReadOnlySpan<char> value)
    {
        var number = Digits.AndLetters(value);
        // Corsica: 2A counts as 19, 2B as 18.
        var digits = number.Replace("2A", "19", StringComparison.Ordinal).Replace("2B", "18", StringComparison.Ordinal);
        return digits.Length == 15 && long.TryParse(digits.AsSpan(0, 13), out var body) && 97 - (body % 97) == Digits.At(digits, 13, 2);
    }

    private const string FrTaxNumberShape = @"[0-3]\d(?: ?\d{2}){1}(?: ?\d{3}){3}";

    /// <summary>A French tax number (SPI: 13 digits, key n mod 511) near a word for it.</summary>
    public static Rule FrTaxNumber { get; } = new()
    {
        Id = "SG-PII-080",
        Kind = "fr-tax-number",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(13, 13),
        Pattern = FrTaxNumberShape,
        MaxLength = 17,
        Check = IsFrTaxNumber,
        Confidence = 0.2,
        Context = ["numéro fiscal", "spi", "fiscal", "impots", "impôts"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(IsFrTaxNumber, FrTaxNumberShape),
        Positives = ["numéro fiscal «30 23 217 600 053»", "SPI «0701987765493»"],
        Negatives = ["30 23 217 600 054 fiscal", "3023217600053 rows"],
    };

    private static bool IsFrTaxNumber(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return long.Parse(digits.AsSpan(0, 10)) % 511 == Digits.At(digits, 10, 3);
    }

    private const string FrSiretShape = @"\d{3} ?\d{3} ?\d{3}(?: ?\d{5})?";

    /// <summary>A French company or establishment number (INSEE SIREN, SIRET: nine or fourteen digits, Luhn check digit) near a word for it.</summary>
    public static Rule FrSiret { get; } = new()
    {
        Id = "SG-PII-231",
        Kind = "fr-siret",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(9, 14),
        Pattern = FrSiretShape,
        MaxLength = 17,
        Check = IsFrSiret,
        Confidence = 0.2,
        Context = ["siren", "siret", "rcs", "n° siret", "numéro siren", "entreprise"],
        Labels = ["siren", "siret", "n° siret", "numéro siren"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsFrSiret, FrSiretShape),
        Positives = ["SIREN «732829320»", "SIRET «732 829 320 00074»"],
        Negatives = ["commande 732829320", "SIREN register, 732829321"],
    };

    private static bool IsFrSiret(ReadOnlySpan<char> value) => Luhn.IsValid(Digits.Only(value));

    private const string FrPassportShape = @"\d{2}[A-Z]{2}\d{5}";

    /// <summary>A French passport number (two digits, two letters, five digits) near a word for it.</summary>
    public static Rule FrPassport { get; } = new()
    {
        Id = "SG-PII-232",
        Kind = "fr-passport",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(2, 7),
        Pattern = FrPassportShape,
        MaxLength = 9,
        Confidence = 0.2,
        Context = ["passeport", "numéro de passeport"],
        ContextConfidence = 0.78,
        Surrogate = Surrogates.SameShape(null, FrPassportShape),
        Positives = ["Passeport «12AB34567»", "numéro de passeport: «09CD12345»"],
        Negatives = ["pièce 12AB34567", "passeport 12AB"],
    };

    private const string FrVehicleRegistrationShape = @"[A-HJ-NP-TV-Z]{2}[ -]\d{3}[ -][A-HJ-NP-TV-Z]{2}";

    /// <summary>A French vehicle registration (SIV: AB-123-CD, without I, O and U).</summary>
    public static Rule FrVehicleRegistration { get; } = new()
    {
        Id = "SG-PII-233",
        Kind = "fr-vehicle-registration",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(3, 3, maxBefore: 3),
        Pattern = FrVehicleRegistrationShape,
        MaxLength = 9,
        Confidence = 0.45,
        Context = ["immatriculation", "plaque", "plaque d'immatriculation", "véhicule", "voiture"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(null, FrVehicleRegistrationShape),
        Positives = ["immatriculation «AB-123-CD»", "plaque «FG 456 HJ»"],
        Negatives = ["code AB-123-CD", "plaque AB-12-CD"],
    };
}
