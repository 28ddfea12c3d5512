namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Zapier and Make webhooks.</summary>
internal sealed class AutomationWebhook : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-093",
        Kind = "automation-webhook",
        Category = FindingCategory.Secret,
        Anchor = Anchor.Contains(["hooks.zapier.com/hooks/catch/", ".make.com/"], 12),
        Pattern = @"hooks\.zapier\.com/hooks/catch/[0-9]{5,10}/[A-Za-z0-9]{6,12}|hook\.[a-z0-9]{2,6}\.make\.com/[a-z0-9]{28,36}",
        MaxLength = 80,
        Confidence = 0.85,
        Positives = [
            "https://«hoo" + "ks.zapier.com" + "/hooks/catch/1678740/w42szkh» is in the notes",
        ],
        Negatives = [
            "https://hooks. is not one",
            "The automation-webhook page describes the format.",
        ],
    };
}
