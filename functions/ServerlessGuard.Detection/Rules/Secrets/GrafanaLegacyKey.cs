namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Grafana API key of the older form: base 64 of {"k":".</summary>
internal sealed class GrafanaLegacyKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-122",
        Kind = "grafana-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("eyJrIjoi"),
        Pattern = "eyJrIjoi[A-Za-z0-9+/_-]{50,200}={0,2}",
        MaxLength = 220,
        Confidence = 0.95,
        Positives = [
            "Rotate «eyJ" + "rIjoiRMvqWNdZVKXQgINypRICmyO" + "q66IWMe86FB8vB8lr2tgS1tQvNugwxiWe3MLcdXSQtv6FUdRNdclkpw6q» before Friday.",
        ],
        Negatives = [
            "eyJrIjoiRMv is not one",
            "The grafana-key page describes the format.",
        ],
    };
}
