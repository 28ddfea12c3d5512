using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Key of a self-hosted model gateway: sk- and a short body.</summary>
internal sealed class LiteLlmKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-072",
        Kind = "ai-provider-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("sk-"),
        Pattern = "sk-[A-Za-z0-9_-]{20,64}",
        MaxLength = 68,
        Check = SecretShape.MixedRandom,
        Confidence = 0.6,
        Positives = [
            "Rotate «sk-" + "A04F3v6" + "7jOM8p7F50P6b7U» before Friday.",
        ],
        Negatives = [
            "sk-A04 is not one",
            "The ai-provider-key page describes the format.",
        ],
    };
}
