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
        Anchor = Anchor.Digits(8, 9, needsContext: true),
        Pattern = NlBsnShape,
        MaxLength = 11,
        Check = IsNlBsn,
        Confidence = 0.2,
        Context = ["bsn", "burgerservicenummer", "sofinummer", "sofi", "citizen service number"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsNlBsn, NlBsnShape),
        Positives = ["BSN «111222333»", "burgerservicenummer «123456782»"],
        Negatives = ["BSN 111222334", "111222333 rows"],
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
        Context = ["rijksregisternummer", "registre national", "numéro national", "insz", "niss", "belgian"],
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
}
