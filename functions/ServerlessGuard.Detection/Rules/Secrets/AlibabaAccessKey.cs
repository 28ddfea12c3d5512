namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Alibaba Cloud access key id.</summary>
internal sealed class AlibabaAccessKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-024",
        Kind = "alibaba-access-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("LTAI"),
        Pattern = "LTAI[A-Za-z0-9]{12,26}",
        MaxLength = 30,
        Confidence = 0.9,
        Positives = [
            "Rotate «LTA" + "IJ90Hpe" + "xTkZ4Ba3A90xV9» before Friday.",
        ],
        Negatives = [
            "LTAIJ9 is not one",
            "The alibaba-access-key page describes the format.",
        ],
    };
}
