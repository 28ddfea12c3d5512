using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>A Spanish passport number (three letters, six digits) near a word for it.</summary>
internal sealed class EsPassport : IRuleSource
{
    private const string Shape = @"[A-Z]{3}\d{6}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-088",
        Kind = "es-passport",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(6, 6, maxBefore: 3, needsContext: true),
        Pattern = Shape,
        IgnoreCase = true,
        MaxLength = 9,
        Confidence = 0.1,
        Context = ["pasaporte", "passport", "número de pasaporte"],
        ContextConfidence = 0.85,
        Surrogate = Surrogates.SameShape(null, Shape, ignoreCase: true),
        Positives = ["pasaporte «AAA123456»", "Mi pasaporte es «XDA654321»"],
        Negatives = ["code AAA123456", "pasaporte AA12345"],
    };
}
