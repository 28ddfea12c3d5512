using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>Identifiers that Belgian, Dutch and Luxembourg authorities issue.</summary>
internal static class Benelux
{
    private const string NlBsnShape = @"\d{8,9}|\d{4}[. ]\d{2}[. ]\d{3}";

    /// <summary>A Dutch citizen service number (weights 9 to 2 and -1, modulus 11) near a word for it.</summary>
    public static Rule NlBsn { get; } = new()
    {
        Id = "SG-PII-092",
        Kind = "nl-bsn",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(8, 9),
        Pattern = NlBsnShape,
        MaxLength = 11,
        Check = IsNlBsn,
        Confidence = 0.2,
        Context = ["bsn", "burgerservicenummer", "sofinummer", "sofi", "citizen service number"],
        Labels = ["bsn", "burgerservicenummer"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsNlBsn, NlBsnShape),
        Positives = ["BSN «111222333»", "burgerservicenummer «123456782»"],
        Negatives = ["BSN register, 111222334", "111222333 rows"],
    };

    private static bool IsNlBsn(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value).PadLeft(9, '0');
        return !Digits.AllSame(digits) && Weighted.IsMultiple(digits, [9, 8, 7, 6, 5, 4, 3, 2, -1], 11);
    }

    private const string BeNationalNumberShape = @"\d{2}\.?(?:0\d|[1-5]\d)\.?\d{2}-?\d{3}\.?\d{2}";

    /// <summary>A Belgian national number (date of birth, serial, 97 - n mod 97; a 2 before it for births since 2000).</summary>
    public static Rule BeNationalNumber { get; } = new()
    {
        Id = "SG-PII-093",
        Kind = "be-national-number",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(11, 11),
        Pattern = BeNationalNumberShape,
        MaxLength = 15,
        Check = IsBeNationalNumber,
        Confidence = 0.6,
        DigitsConfidence = 0.3,
        Context = ["rijksregisternummer", "registre national", "numéro national", "insz", "niss", "belgian"],
        Labels = ["rijksregisternummer", "insz", "niss"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsBeNationalNumber, BeNationalNumberShape),
        Positives = ["Rijksregisternummer «85.07.30-033.28»", "NISS «40020312388»"],
        Negatives = ["85.07.30-033.29", "85.13.30-033.28"],
    };

    private static bool IsBeNationalNumber(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        var (body, key, month) = (Digits.At(digits, 0, 9), Digits.At(digits, 9, 2), Digits.At(digits, 2, 2) % 20);
        return month <= 12 && Digits.At(digits, 4, 2) <= 31 && (97 - (body % 97) == key || 97 - ((2_000_000_000L + body) % 97) == key);
    }

    private const string NlPassportShape = @"[A-NP-Z]{2}[A-NP-Z0-9]{6}\d";

    /// <summary>A Dutch passport or identity card number (RvIG: two letters, six letters or digits, a digit) near a word for it.</summary>
    public static Rule NlPassport { get; } = new()
    {
        Id = "SG-PII-236",
        Kind = "nl-passport",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Word(9, 9),
        Pattern = NlPassportShape,
        MaxLength = 9,
        Confidence = 0.2,
        Context = ["paspoort", "paspoortnummer", "identiteitskaart", "documentnummer"],
        ContextConfidence = 0.78,
        Surrogate = Surrogates.SameShape(null, NlPassportShape),
        Positives = ["paspoortnummer «SPECI2014»", "identiteitskaart «NX4D5RP17»"],
        Negatives = ["onderdeel NX4D5RP17", "paspoort NX4D"],
    };

    private const string NlPostcodeShape = @"[1-9]\d{3} ?(?:[A-RT-Z][A-Z]|S[BCE-RT-Z])";

    /// <summary>A Dutch postcode (PostNL: four digits, two letters, without SA, SD and SS).</summary>
    public static Rule NlPostcode { get; } = new()
    {
        Id = "SG-PII-237",
        Kind = "nl-postcode",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(4, 4),
        Pattern = NlPostcodeShape,
        MaxLength = 7,
        Confidence = 0.3,
        Context = ["postcode", "adres", "straat", "woonplaats", "amsterdam", "rotterdam", "utrecht"],
        ContextConfidence = 0.85,
        Surrogate = Surrogates.SameShape(null, NlPostcodeShape),
        Positives = ["postcode «1012 AB»", "Amsterdam «1071XX»"],
        Negatives = ["model 1012 AB", "postcode 0012 AB"],
    };
}
