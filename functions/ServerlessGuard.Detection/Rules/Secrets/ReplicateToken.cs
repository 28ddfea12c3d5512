namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Replicate token.</summary>
internal sealed class ReplicateToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-074",
        Kind = "replicate-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("r8_"),
        Pattern = "r8_[A-Za-z0-9]{37,48}",
        MaxLength = 51,
        Confidence = 0.95,
        Positives = [
            "Rotate «r8_" + "5dsqiZ0wzJO1" + "MTqOECBQApW83icfJ7fiBvRrX» before Friday.",
        ],
        Negatives = [
            "r8_5ds is not one",
            "The replicate-token page describes the format.",
        ],
    };
}
