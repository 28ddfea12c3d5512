namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Infisical service token.</summary>
internal sealed class InfisicalToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-054",
        Kind = "infisical-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("st."),
        Pattern = @"st\.[0-9a-f]{24}\.[0-9a-f]{32}\.[0-9a-f]{32}",
        MaxLength = 96,
        Confidence = 0.95,
        Positives = [
            "Rotate «st." + "e28efef8d2f600b240720b8e.418d2" + "532306a8c296f47e7b18c911d7f.0358b42adc9fba11aa84340933cd3fb8» before Friday.",
        ],
        Negatives = [
            "st.e28efef8 is not one",
            "The infisical-token page describes the format.",
        ],
    };
}
