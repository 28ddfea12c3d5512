using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>An Italian passport number near a word for it.</summary>
internal sealed class ItPassport : IRuleSource
{
    private const string Shape = @"[A-Z]{2}\d{7}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-085",
        Kind = "it-passport",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(7, 7, maxBefore: 2, needsContext: true),
        Pattern = Shape,
        MaxLength = 9,
        Confidence = 0.1,
        Context = ["passaporto", "numero di passaporto"],
        ContextConfidence = 0.85,
        Surrogate = Surrogates.SameShape(null, Shape),
        Positives = ["passaporto «YA1234567»", "numero di passaporto «AA7654321»"],
        Negatives = ["code YA1234567", "passaporto Y1234"],
    };
}
