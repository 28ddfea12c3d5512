namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Ubidots token.</summary>
internal sealed class UbidotsKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-170",
        Kind = "ubidots-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("BBFF-", "BBUS-"),
        Pattern = "BB(?:FF|US)-[0-9A-Za-z]{30}",
        MaxLength = 35,
        Confidence = 0.95,
        Positives = [
            "Rotate «BBF" + "F-S3U2JDLy" + "m5jUwnGag9HSN7AQyRQo4b» before Friday.",
        ],
        Negatives = [
            "BBFF-S is not one",
            "The ubidots-key page describes the format.",
        ],
    };
}
