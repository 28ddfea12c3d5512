namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>DeepSeek and other providers: sk- and thirty-two hex digits.</summary>
internal sealed class DeepSeekKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-070",
        Kind = "ai-provider-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("sk-"),
        Pattern = "sk-[0-9a-f]{32}",
        MaxLength = 35,
        Confidence = 0.9,
        Positives = [
            "Rotate «sk-" + "1e4aac7ba8" + "64a682bb7a151bdcef11dc» before Friday.",
        ],
        Negatives = [
            "sk-1e4 is not one",
            "The ai-provider-key page describes the format.",
        ],
    };
}
