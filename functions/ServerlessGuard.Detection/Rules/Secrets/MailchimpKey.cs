namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Mailchimp key: hex digits and the data centre.</summary>
internal sealed class MailchimpKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-096",
        Kind = "mailchimp-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.Contains(["-us"], 32),
        Pattern = "[0-9a-f]{32}-us[0-9]{1,2}",
        MaxLength = 37,
        Confidence = 0.95,
        Positives = [
            "Rotate «6b0" + "d7d0c3b954e" + "4946cb3533e0f68f58-us4» before Friday.",
        ],
        Negatives = [
            "6b0d7d is not one",
            "The mailchimp-key page describes the format.",
        ],
    };
}
