namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>SonarQube token with a typed prefix.</summary>
internal sealed class SonarToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-047",
        Kind = "sonar-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("squ_", "sqa_", "sqp_"),
        Pattern = "sq[uap]_[0-9a-f]{40}",
        MaxLength = 44,
        Confidence = 0.95,
        Positives = [
            "Rotate «sqp" + "_d82d707a16a1" + "cd605d727053253eeb86e4325d6c» before Friday.",
        ],
        Negatives = [
            "sqp_d8 is not one",
            "The sonar-token page describes the format.",
        ],
    };
}
