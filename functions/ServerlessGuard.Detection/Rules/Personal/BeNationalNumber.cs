using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Belgian national number (date of birth, serial, 97 - n mod 97; a 2 before it for births since 2000).</summary>
internal sealed class BeNationalNumber : IRuleSource
{
    private const string Shape = @"\d{2}\.?(?:0\d|[1-5]\d)\.?\d{2}-?\d{3}\.?\d{2}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-093",
        Kind = "be-national-number",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(11, 11),
        Pattern = Shape,
        MaxLength = 15,
        Check = IsValid,
        Confidence = 0.6,
        Context = ["rijksregisternummer", "registre national", "numéro national", "insz", "niss", "belgian"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["Rijksregisternummer «85.07.30-033.28»", "NISS «40020312388»"],
        Negatives = ["85.07.30-033.29", "85.13.30-033.28"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        var (body, key, month) = (Digits.At(digits, 0, 9), Digits.At(digits, 9, 2), Digits.At(digits, 2, 2) % 20);
        return month <= 12 && Digits.At(digits, 4, 2) <= 31 && (97 - (body % 97) == key || 97 - ((2_000_000_000L + body) % 97) == key);
    }
}
