namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>LaunchDarkly SDK, mobile and API key.</summary>
internal sealed class LaunchDarklyKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-131",
        Kind = "launchdarkly-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("sdk-", "mob-", "api-"),
        Pattern = "(?:sdk|mob|api)-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
        MaxLength = 40,
        Confidence = 0.9,
        Positives = [
            "Rotate «sdk" + "-f07b9428-db" + "59-eafd-3afa-8180251d765e» before Friday.",
        ],
        Negatives = [
            "sdk-f0 is not one",
            "The launchdarkly-key page describes the format.",
        ],
    };
}
