using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Statsig key.</summary>
internal sealed class StatsigKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-132",
        Kind = "statsig-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("secret-", "console-"),
        Pattern = "(?:secret|console)-[A-Za-z0-9]{43}",
        MaxLength = 51,
        Check = SecretShape.MixedRandom,
        Confidence = 0.85,
        Positives = [
            "Rotate «sec" + "ret-L8AJQIVAq6l" + "LZy9VNynssRWdDhxsA4udFTAFE4MqFwm» before Friday.",
        ],
        Negatives = [
            "secret is not one",
            "The statsig-key page describes the format.",
        ],
    };
}
