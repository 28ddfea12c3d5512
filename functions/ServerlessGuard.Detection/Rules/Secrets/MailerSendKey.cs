namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>MailerSend token.</summary>
internal sealed class MailerSendKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-101",
        Kind = "mailersend-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("mlsn."),
        Pattern = @"mlsn\.[0-9a-f]{64}",
        MaxLength = 69,
        Confidence = 0.95,
        Positives = [
            "Rotate «mls" + "n.11624998bfd24a8561f3" + "0a34bb40a179e01f2a3f90188a8919079b73f4496e04» before Friday.",
        ],
        Negatives = [
            "mlsn.116 is not one",
            "The mailersend-key page describes the format.",
        ],
    };
}
