namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Sourcegraph access token.</summary>
internal sealed class SourcegraphToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-048",
        Kind = "sourcegraph-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("sgp_"),
        Pattern = "sgp_(?:[0-9a-fA-F]{16}_|local_)?[0-9a-fA-F]{40}",
        MaxLength = 64,
        Confidence = 0.95,
        Positives = [
            "Rotate «sgp" + "_86d5455317463f93_2" + "55ecb3c94c54bb2c3d70b79433da160da1ec401» before Friday.",
        ],
        Negatives = [
            "sgp_86d is not one",
            "The sourcegraph-token page describes the format.",
        ],
    };
}
