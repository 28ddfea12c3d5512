namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Amazon Bedrock long-lived API key.</summary>
internal sealed class AwsBedrockKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-003",
        Kind = "aws-bedrock-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("ABSK"),
        Pattern = "ABSK[A-Za-z0-9+/]{109,269}={0,2}",
        MaxLength = 280,
        Stop = " \n\t\"'",
        Confidence = 0.95,
        Positives = [
            "Rotate «ABS" + "KzN/ECZYc52u0+p8s78ePIVCxBxE544kIbLUQHUrW/i" + "DyFr3HaYnmh/+znfDGabuLieMTsWWFzSazI1NFvaSo64Nx48wBteVpY7YklgkBQwgcNvAdPM9V3FIJ7cI9JwO/» before Friday.",
        ],
        Negatives = [
            "ABSKzN/ECZYc52u0 is not one",
            "The aws-bedrock-key page describes the format.",
        ],
    };
}
