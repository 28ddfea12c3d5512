using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>AWS access key id: a type prefix and sixteen base-32 digits.</summary>
internal sealed class AwsAccessKeyId : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-001",
        Kind = "aws-access-key-id",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("AKIA", "ASIA", "ABIA", "ACCA"),
        Pattern = "(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}",
        MaxLength = 20,
        Check = SecretShape.NotPlaceholder,
        Confidence = 0.95,
        Positives = [
            "Rotate «AKI" + "AJHIM" + "RGSCC5YQG7YB» before Friday.",
        ],
        Negatives = [
            "AKIAJH is not one",
            "The aws-access-key-id page describes the format.",
        ],
    };
}
