using ServerlessGuard.Detection.Checks;

namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>An Indian voter number (EPIC: three letters, seven digits) near a word for it.</summary>
internal sealed class InVoter : IRuleSource
{
    private const string Shape = @"[A-Z]{3}\d{7}";

    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-120",
        Kind = "in-voter",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(7, 7, maxBefore: 3, needsContext: true),
        Pattern = Shape,
        IgnoreCase = true,
        MaxLength = 10,
        Confidence = 0.2,
        Context = ["voter", "epic", "election", "voter id", "elector"],
        ContextConfidence = 0.9,
        Surrogate = Surrogates.SameShape(null, Shape, ignoreCase: true),
        Positives = ["voter id «KSD1287349»", "EPIC «UZB2345117»"],
        Negatives = ["code KSD1287349", "voter KS1287349"],
    };
}
