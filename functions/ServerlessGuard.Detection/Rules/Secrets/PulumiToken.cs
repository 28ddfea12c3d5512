namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Pulumi access token.</summary>
internal sealed class PulumiToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-049",
        Kind = "pulumi-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("pul-"),
        Pattern = "pul-[0-9a-f]{40}",
        MaxLength = 44,
        Confidence = 0.95,
        Positives = [
            "Rotate «pul" + "-7244fcf3e9c5" + "a44d797dc267ff0b4245b09a6daa» before Friday.",
        ],
        Negatives = [
            "pul-72 is not one",
            "The pulumi-token page describes the format.",
        ],
    };
}
