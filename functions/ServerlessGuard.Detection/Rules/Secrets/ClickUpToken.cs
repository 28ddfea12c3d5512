namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>ClickUp token.</summary>
internal sealed class ClickUpToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-149",
        Kind = "clickup-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("pk_"),
        Pattern = "pk_[0-9]{6,9}_[0-9A-Z]{32}",
        MaxLength = 46,
        Confidence = 0.95,
        Positives = [
            "Rotate «pk_" + "836131_9D2XZ5" + "FLJMUFSYC0U32JMB40795X3PKC» before Friday.",
        ],
        Negatives = [
            "pk_836 is not one",
            "The clickup-token page describes the format.",
        ],
    };
}
