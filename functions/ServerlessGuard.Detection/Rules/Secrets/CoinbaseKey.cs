namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Coinbase cloud key: a path with an organisation and a key id.</summary>
internal sealed class CoinbaseKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-117",
        Kind = "coinbase-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("organizations/"),
        Pattern = "organizations/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/apiKeys/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
        MaxLength = 96,
        Confidence = 0.8,
        Positives = [
            "Rotate «org" + "anizations/bda67c97-74d3-a733-" + "23a1-a8fa5f86d8fe/apiKeys/650b7fcc-9d66-53f9-2d24-8b60f24e93b3» before Friday.",
        ],
        Negatives = [
            "organizatio is not one",
            "The coinbase-key page describes the format.",
        ],
    };
}
