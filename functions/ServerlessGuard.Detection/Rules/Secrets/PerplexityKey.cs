namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Perplexity key.</summary>
internal sealed class PerplexityKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-077",
        Kind = "perplexity-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("pplx-"),
        Pattern = "pplx-[A-Za-z0-9]{40,60}",
        MaxLength = 65,
        Confidence = 0.95,
        Positives = [
            "Rotate «ppl" + "x-w1dZnTNrBa7EaR" + "ERKZz98BGX3B0JeZZfGsoUpe3aN5J6BYv7» before Friday.",
        ],
        Negatives = [
            "pplx-w is not one",
            "The perplexity-key page describes the format.",
        ],
    };
}
