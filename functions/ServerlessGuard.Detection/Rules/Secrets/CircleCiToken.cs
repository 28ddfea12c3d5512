namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>CircleCI personal and project token.</summary>
internal sealed class CircleCiToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-045",
        Kind = "circleci-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("CCIPAT_", "CCIPRJ_"),
        Pattern = "CCIP(?:AT|RJ)_[A-Za-z0-9]{20,24}_[A-Za-z0-9]{40,44}",
        MaxLength = 80,
        Confidence = 0.95,
        Positives = [
            "Rotate «CCI" + "PAT_AcOzw9m7Sq0kAFnSlm" + "Ridh_593e0db77b4d6656a11b2709f2fe4c760546f64f» before Friday.",
        ],
        Negatives = [
            "CCIPAT_A is not one",
            "The circleci-token page describes the format.",
        ],
    };
}
