using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>An Indian passport number (letter, seven digits) near a word for it.</summary>
internal sealed class InPassport : IRuleSource
{
    private const string Shape = @"[A-PR-WY][1-9]\d{5}[1-9]";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-121",
        Kind = "in-passport",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(7, 7, maxBefore: 1, needsContext: true),
        Pattern = Shape,
        MaxLength = 8,
        Confidence = 0.1,
        Context = ["passport", "indian passport", "passport number"],
        ContextConfidence = 0.75,
        Surrogate = Surrogates.SameShape(null, Shape),
        Positives = ["Indian passport «K3456781»", "passport number «C3590543»"],
        Negatives = ["code A3456781", "passport A0456780"],
    };
}
