namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Datadog key in its headers and variables.</summary>
internal sealed class DatadogKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-129",
        Kind = "datadog-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("DD-API-KEY", "DD_API_KEY", "DD-APPLICATION-KEY", "DD_APP_KEY", "datadog"),
        Pattern = @"(?:dd[_-](?:api|app|application)[_-]key|datadog[\w.-]{0,24})[""\x27]?\s{0,3}[=:]\s{0,3}[""\x27]?(?<v>[0-9a-f]{40}|[0-9a-f]{32})",
        IgnoreCase = true,
        MaxLength = 90,
        LeftBoundary = false,
        Confidence = 0.95,
        Positives = [
            "Rotate DD_API_KEY=«3a0" + "64ce9760e" + "eca999a078acca6089c5» before Friday.",
        ],
        Negatives = [
            "DD_API_KEY=3a064c is not one",
            "The datadog-key page describes the format.",
        ],
    };
}
