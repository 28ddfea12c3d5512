namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>OpenRouter key.</summary>
internal sealed class OpenRouterKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-071",
        Kind = "openrouter-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("sk-or-v1-"),
        Pattern = "sk-or-v1-[0-9a-f]{64}",
        MaxLength = 73,
        Confidence = 0.95,
        Positives = [
            "Rotate «sk-" + "or-v1-aff8e37b908ecbe3e" + "030124255f3d8250b2cd8953425c62e4324c5290846453b» before Friday.",
        ],
        Negatives = [
            "sk-or-v1- is not one",
            "The openrouter-key page describes the format.",
        ],
    };
}
