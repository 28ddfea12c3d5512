namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Mailgun private key.</summary>
internal sealed class MailgunKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-095",
        Kind = "mailgun-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("key-"),
        Pattern = "key-[0-9a-f]{32}",
        MaxLength = 36,
        Confidence = 0.9,
        Positives = [
            "Rotate «key" + "-3ecb5e4505" + "7c1063b9ac52882b6283cd» before Friday.",
        ],
        Negatives = [
            "key-3e is not one",
            "The mailgun-key page describes the format.",
        ],
    };
}
