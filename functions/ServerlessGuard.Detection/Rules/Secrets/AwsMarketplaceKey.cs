namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Amazon marketplace web service token.</summary>
internal sealed class AwsMarketplaceKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-005",
        Kind = "amazon-mws-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("amzn.mws."),
        Pattern = @"amzn\.mws\.[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
        MaxLength = 48,
        Confidence = 0.95,
        Positives = [
            "Rotate «amz" + "n.mws.20ff5b82" + "-ede5-cf53-4c1c-c02046df9035» before Friday.",
        ],
        Negatives = [
            "amzn.m is not one",
            "The amazon-mws-token page describes the format.",
        ],
    };
}
