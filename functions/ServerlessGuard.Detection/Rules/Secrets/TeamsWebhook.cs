namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Microsoft Teams incoming webhook.</summary>
internal sealed class TeamsWebhook : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-091",
        Kind = "teams-webhook",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("outlook.office.com/webhook", "webhook.office.com/webhookb2"),
        Pattern = @"(?:outlook|webhook)\.office\.com/webhook(?:b2)?/[0-9a-f-]{36}@[0-9a-f-]{36}/IncomingWebhook/[0-9a-zA-Z]{32}/[0-9a-f-]{36}(?:/[A-Za-z0-9_-]{20,60})?",
        MaxLength = 280,
        LeftBoundary = false,
        Stop = " \n\t\"'",
        Confidence = 0.95,
        Positives = [
            "https://contoso.«web" + "hook.office.com/webhookb2/83cf748f-aac1-25ef-bff1-31c97f1fcf6" + "2@02e5500c-2d96-60ae-bf82-e4a9e12043cf/IncomingWebhook/926177b6819a67299e2edb1c35594d15/7abab03d-6054-1c08-9576-3d70d0515e43» is in the notes",
        ],
        Negatives = [
            "https://contoso.webhook.office.com/webh is not one",
            "The teams-webhook page describes the format.",
        ],
    };
}
