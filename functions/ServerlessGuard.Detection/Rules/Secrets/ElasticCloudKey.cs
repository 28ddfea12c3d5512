namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Elastic Cloud API key.</summary>
internal sealed class ElasticCloudKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-085",
        Kind = "elastic-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("essu_"),
        Pattern = "essu_[A-Za-z0-9+/]{60,100}={0,2}",
        MaxLength = 110,
        Confidence = 0.95,
        Positives = [
            "Rotate «ess" + "u_Nd3VJoG0BK8lRwgrJ9shSW" + "v18chwavH8Vb1xwtooUodMwJClkicJKls4uFr1ensYCQw7nIVH» before Friday.",
        ],
        Negatives = [
            "essu_Nd3V is not one",
            "The elastic-key page describes the format.",
        ],
    };
}
