namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Slack incoming webhook and workflow trigger.</summary>
internal sealed class SlackWebhook : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-087",
        Kind = "slack-webhook",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("hooks.slack.com/"),
        Pattern = @"hooks\.slack\.com/(?:services|workflows|triggers)/[A-Z0-9]{8,12}/[A-Za-z0-9]{8,20}/[A-Za-z0-9]{20,}(?:/[A-Za-z0-9]{20,})?",
        MaxLength = 160,
        Confidence = 0.95,
        Positives = [
            "https://«hoo" + "ks.slack.com/services/" + "T2RW1W940/BNT535C75/kIw5gTu3fhmeszrZExlZOZsv» is in the notes",
        ],
        Negatives = [
            "https://hooks.sl is not one",
            "The slack-webhook page describes the format.",
        ],
    };
}
