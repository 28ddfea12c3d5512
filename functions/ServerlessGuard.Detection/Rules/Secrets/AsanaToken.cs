namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Asana personal access token.</summary>
internal sealed class AsanaToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-148",
        Kind = "asana-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("1/", "2/"),
        Pattern = "(?:2/[0-9]{15,17}/)?[0-9]/[0-9]{15,17}(?:/[0-9]{15,17})?:[0-9a-f]{32}",
        MaxLength = 72,
        Confidence = 0.95,
        Positives = [
            "Rotate «1/1" + "815418144614247:" + "835ddfb797803b93ca53bd577438bef4» before Friday.",
        ],
        Negatives = [
            "1/1815 is not one",
            "The asana-token page describes the format.",
        ],
    };
}
