using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>An Italian VAT number (partita IVA: eleven digits, Luhn) near a word for it.</summary>
internal sealed class ItVatCode : IRuleSource
{
    private const string Shape = @"\d{7}[ _]?\d{4}|\d{8}[ _]\d{3}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-082",
        Kind = "it-vat-code",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(11, 11, needsContext: true),
        Pattern = Shape,
        MaxLength = 12,
        Check = IsValid,
        Confidence = 0.2,
        Context = ["partita iva", "p.iva", "p. iva", "piva", "iva"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["partita IVA «12345670017»", "P.IVA: «00743110157»"],
        Negatives = ["12345670017 rows", "partita IVA 12345670018"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return !Digits.AllSame(digits) && Luhn.IsValid(digits);
    }
}
