namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Linear API key and OAuth token.</summary>
internal sealed class LinearKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-145",
        Kind = "linear-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("lin_api_", "lin_oauth_", "lin_wh_"),
        Pattern = "lin_(?:api_[A-Za-z0-9]{40}|oauth_[0-9a-f]{64}|wh_[A-Za-z0-9]{20,64})",
        MaxLength = 74,
        Confidence = 0.95,
        Positives = [
            "Rotate «lin" + "_api_MrF6ItDFxW" + "Z1F7WKUPPF5YdVBokAuG4zLoeBNwj3» before Friday.",
        ],
        Negatives = [
            "lin_ap is not one",
            "The linear-key page describes the format.",
        ],
    };
}
