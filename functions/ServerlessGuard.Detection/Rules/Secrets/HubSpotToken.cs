namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>HubSpot private app token.</summary>
internal sealed class HubSpotToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-163",
        Kind = "hubspot-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("pat-na", "pat-eu", "pat-ap"),
        Pattern = "pat-(?:na|eu|ap)[0-9]{1,2}-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
        MaxLength = 50,
        Confidence = 0.95,
        Positives = [
            "Rotate «pat" + "-na1-e49acab9" + "-0866-5328-ccdf-193bde500b43» before Friday.",
        ],
        Negatives = [
            "pat-na is not one",
            "The hubspot-token page describes the format.",
        ],
    };
}
