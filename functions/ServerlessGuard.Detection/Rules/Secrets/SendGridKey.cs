namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>SendGrid key.</summary>
internal sealed class SendGridKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-094",
        Kind = "sendgrid-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("SG."),
        Pattern = @"SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}",
        MaxLength = 69,
        RightBoundary = false,
        Confidence = 0.95,
        Positives = [
            "Rotate «SG." + "_C5_MTe8Ms-9DX96oMdNvd" + ".CY45bwIWq7EtO63Dro3iMiKa1qe35eJU_rDBQRVrhlx» before Friday.",
        ],
        Negatives = [
            "SG._C5_M is not one",
            "The sendgrid-key page describes the format.",
        ],
    };
}
