namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Splunk HTTP event collector token in its header.</summary>
internal sealed class SplunkToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-130",
        Kind = "splunk-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("Splunk "),
        Pattern = "Splunk (?<v>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})",
        IgnoreCase = true,
        MaxLength = 44,
        Confidence = 0.95,
        Positives = [
            "Rotate Authorization: Splunk «061" + "738e4-8114-" + "abda-3ce7-fa7cdd0a2f9c» before Friday.",
        ],
        Negatives = [
            "Authorization: Splunk 061738 is not one",
            "The splunk-token page describes the format.",
        ],
    };
}
