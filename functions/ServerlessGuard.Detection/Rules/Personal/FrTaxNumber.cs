using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A French tax number (SPI: 13 digits, key n mod 511) near a word for it.</summary>
internal sealed class FrTaxNumber : IRuleSource
{
    private const string Shape = @"[0-3]\d(?: ?\d{2}){1}(?: ?\d{3}){3}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-080",
        Kind = "fr-tax-number",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(13, 13, needsContext: true),
        Pattern = Shape,
        MaxLength = 17,
        Check = IsValid,
        Confidence = 0.2,
        Context = ["numéro fiscal", "spi", "fiscal", "impots", "impôts"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["numéro fiscal «30 23 217 600 053»", "SPI «0701987765493»"],
        Negatives = ["30 23 217 600 054 fiscal", "3023217600053 rows"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return long.Parse(digits.AsSpan(0, 10)) % 511 == Digits.At(digits, 10, 3);
    }
}
