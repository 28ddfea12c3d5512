namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Microsoft Entra client secret: three characters, a digit and Q~.</summary>
internal sealed class AzureClientSecret : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-014",
        Kind = "azure-client-secret",
        Category = FindingCategory.Secret,
        Anchor = Anchor.Contains(["Q~"], 4),
        Pattern = "[A-Za-z0-9_~.-]{3}[0-9]Q~[A-Za-z0-9_~.-]{31,34}",
        MaxLength = 44,
        LeftBoundary = false,
        Confidence = 0.95,
        Positives = [
            "Rotate «WKe" + "8Q~c6tbXmoeV" + "tcth2kVVCRaO.OqECsoPccBqo» before Friday.",
        ],
        Negatives = [
            "WKe8Q~ is not one",
            "The azure-client-secret page describes the format.",
        ],
    };
}
