namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Typeform token.</summary>
internal sealed class TypeformToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-150",
        Kind = "typeform-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("tfp_"),
        Pattern = "tfp_[A-Za-z0-9_.=-]{40,60}",
        MaxLength = 66,
        RightBoundary = false,
        Confidence = 0.95,
        Positives = [
            "Rotate «tfp" + "_LKyteAvCEvr4jR4fqx" + "lzCtYZWAQziYLBYZJ0I2OX1zrd_dvEqZ1R0XlDWu» before Friday.",
        ],
        Negatives = [
            "tfp_LKy is not one",
            "The typeform-token page describes the format.",
        ],
    };
}
