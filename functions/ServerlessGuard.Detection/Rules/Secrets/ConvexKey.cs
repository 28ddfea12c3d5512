namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Convex deploy key.</summary>
internal sealed class ConvexKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-143",
        Kind = "convex-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("prod:", "dev:"),
        Pattern = @"(?:prod|dev):[a-z]{3,12}-[a-z]{3,12}-[0-9]{1,4}\|[A-Za-z0-9+/=]{40,}",
        MaxLength = 240,
        Confidence = 0.95,
        Positives = [
            "Rotate «pro" + "d:happy-otter-123|jj2OAjHb9sYUVK" + "qrbYAGfJnJRd9jDCNDHUGci62inG8vLDZNUUnDdtkBk3U9J5rZCPo0pIUo8npuCO1T» before Friday.",
        ],
        Negatives = [
            "prod:happy-o is not one",
            "The convex-key page describes the format.",
        ],
    };
}
