namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>MaxMind licence key.</summary>
internal sealed class MaxMindKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-174",
        Kind = "maxmind-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.Contains(["_mmk"], 36),
        Pattern = "[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk",
        MaxLength = 40,
        Confidence = 0.95,
        Positives = [
            "Rotate «TZp" + "bLx_ELHbvGK8" + "6AFg8llhf3LbHzZeMHSCL_mmk» before Friday.",
        ],
        Negatives = [
            "TZpbLx is not one",
            "The maxmind-key page describes the format.",
        ],
    };
}
