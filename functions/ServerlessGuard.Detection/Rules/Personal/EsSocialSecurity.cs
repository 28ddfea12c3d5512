using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Spanish social security number (twelve digits, the first ten modulus 97) near a word for it.</summary>
internal sealed class EsSocialSecurity : IRuleSource
{
    private const string Shape = @"\d{2}[ /-]?\d{8}[ /-]?\d{2}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-090",
        Kind = "es-social-security",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(12, 12, needsContext: true),
        Pattern = Shape,
        MaxLength = 14,
        Check = IsValid,
        Confidence = 0.2,
        Context = ["seguridad social", "nuss", "afiliación", "naf"],
        ContextConfidence = 0.95,
        Surrogate = Surrogates.SameShape(IsValid, Shape),
        Positives = ["seguridad social «28/12345678/40»", "NUSS «081234567869»"],
        Negatives = ["28/12345678/41 seguridad social", "281234567840 rows"],
    };

    private static bool IsValid(ReadOnlySpan<char> value)
    {
        var digits = Digits.Only(value);
        return long.Parse(digits.AsSpan(0, 10)) % 97 == Digits.At(digits, 10, 2);
    }
}
