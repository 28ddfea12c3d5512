namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Databricks personal access token.</summary>
internal sealed class DatabricksToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-135",
        Kind = "databricks-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("dapi"),
        Pattern = "dapi[0-9a-f]{32}(?:-[0-9])?",
        MaxLength = 38,
        Confidence = 0.95,
        Positives = [
            "Rotate «dap" + "iccef4b6d32" + "7b8f9a74e9bfb4fb728dd9» before Friday.",
        ],
        Negatives = [
            "dapicc is not one",
            "The databricks-token page describes the format.",
        ],
    };
}
