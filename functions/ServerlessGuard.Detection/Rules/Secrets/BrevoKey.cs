namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Brevo API and SMTP key.</summary>
internal sealed class BrevoKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-098",
        Kind = "brevo-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("xkeysib-", "xsmtpsib-"),
        Pattern = "x(?:key|smtp)sib-[0-9a-f]{64}-[A-Za-z0-9]{16}",
        MaxLength = 91,
        Confidence = 0.95,
        Positives = [
            "Rotate «xke" + "ysib-ad7086aee35729d6f12f54e" + "6f1c27aaa20677dfacb0203748ed200944a64d168-wudjVokOxWJ04ybn» before Friday.",
        ],
        Negatives = [
            "xkeysib-ad7 is not one",
            "The brevo-key page describes the format.",
        ],
    };
}
