namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Plaid access token.</summary>
internal sealed class PlaidToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-112",
        Kind = "plaid-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("access-sandbox-", "access-production-", "access-development-"),
        Pattern = "access-(?:sandbox|production|development)-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
        MaxLength = 56,
        Confidence = 0.95,
        Positives = [
            "Rotate «acc" + "ess-sandbox-ecdb" + "018a-53ff-451e-c1b0-be8cbe30b0f0» before Friday.",
        ],
        Negatives = [
            "access is not one",
            "The plaid-token page describes the format.",
        ],
    };
}
