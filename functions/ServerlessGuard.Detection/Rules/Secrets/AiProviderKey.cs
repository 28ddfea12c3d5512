using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Voyage, Jina, Tavily, Fireworks, Cerebras and Firecrawl keys.</summary>
internal sealed class AiProviderKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-083",
        Kind = "ai-provider-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("pa-", "jina_", "tvly-", "fw_", "csk-", "fc-", "together_", "tgp_v1_"),
        Pattern = "pa-[A-Za-z0-9_-]{43}|jina_[0-9a-f]{32}[A-Za-z0-9_-]{28}|tvly-(?:dev-|prod-)?[A-Za-z0-9]{32}|fw_[A-Za-z0-9]{22,24}|csk-[a-z0-9]{48}|fc-[0-9a-f]{32}|tgp_v1_[A-Za-z0-9_-]{43}",
        MaxLength = 80,
        Check = SecretShape.HasDigitAndLetter,
        Confidence = 0.85,
        Positives = [
            "Rotate «tvl" + "y-1TmPbob52" + "keFuovea7XuyJAVQ5qQSYOP» before Friday.",
        ],
        Negatives = [
            "tvly-1 is not one",
            "The ai-provider-key page describes the format.",
        ],
    };
}
