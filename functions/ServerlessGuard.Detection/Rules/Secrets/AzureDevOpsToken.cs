namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Azure DevOps personal access token near words that name it.</summary>
internal sealed class AzureDevOpsToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-023",
        Kind = "azure-devops-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("ado_pat", "azure_devops", "azuredevops", "devops_pat", "dev.azure.com", "azdo", "VSS_NUGET", "vsts", "SYSTEM_ACCESSTOKEN"),
        Pattern = @"(?:ado_pat|azure_?devops|devops_pat|dev\.azure\.com|azdo|vss_nuget|vsts|system_accesstoken)[^\n]{0,60}?\b(?<v>[a-z2-7]{52})\b",
        IgnoreCase = true,
        MaxLength = 160,
        LeftBoundary = false,
        Confidence = 0.85,
        Positives = [
            "Rotate ado_pat = \"«oml" + "bbaags3gdqzfxymx" + "d47zswfxdfyphb6ldfq5fr5j3s7caqynw»\" before Friday.",
        ],
        Negatives = [
            "ado_pat = \"omlbba is not one",
            "The azure-devops-token page describes the format.",
        ],
    };
}
