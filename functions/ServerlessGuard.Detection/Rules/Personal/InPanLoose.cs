using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>An Indian permanent account number of any holder type, near a word for it.</summary>
internal sealed class InPanLoose : IRuleSource
{
    private const string Shape = @"[A-Z]{3}[DEIKMNOQRSU-Z][A-Z]\d{4}[A-Z]";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-159",
        Kind = "in-pan",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(4, 4, maxBefore: 5, needsContext: true),
        Pattern = Shape,
        IgnoreCase = true,
        MaxLength = 10,
        Confidence = 0.2,
        Context = ["pan", "pan number", "permanent account", "income tax"],
        ContextConfidence = 0.85,
        Surrogate = Surrogates.SameShape(null, Shape, ignoreCase: true),
        Positives = ["PAN «ABCSE1234F»", "my pan is «DJPMS1234Z»"],
        Negatives = ["ABCSE1234F code", "pan ABCSE123F"],
    };
}
