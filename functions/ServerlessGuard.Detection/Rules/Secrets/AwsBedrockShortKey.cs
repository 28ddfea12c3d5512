namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Amazon Bedrock short-lived API key.</summary>
internal sealed class AwsBedrockShortKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-004",
        Kind = "aws-bedrock-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("bedrock-api-key-"),
        Pattern = "bedrock-api-key-[A-Za-z0-9+/=]{40,}",
        MaxLength = 2048,
        Stop = " \n\t\"'",
        Confidence = 0.95,
        Positives = [
            "Rotate «bed" + "rock-api-key-K4dbPNZxHoEVmel/0Vphu" + "+F7ro9D+N9A61itkF5z0FUPdORr40ICqC0kapZ3znIoEJ0D3AuHi5ZBOK+wmpLrHc1NQZ» before Friday.",
        ],
        Negatives = [
            "bedrock-api-k is not one",
            "The aws-bedrock-key page describes the format.",
        ],
    };
}
