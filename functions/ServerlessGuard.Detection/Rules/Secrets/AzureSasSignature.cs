namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>The signature of an Azure shared access signature.</summary>
internal sealed class AzureSasSignature : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-017",
        Kind = "azure-sas-signature",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("sig="),
        Pattern = "sig=(?<v>[A-Za-z0-9%+/]{43,}(?:%3[dD]|=))",
        MaxLength = 200,
        LeftBoundary = false,
        RightBoundary = false,
        Confidence = 0.9,
        Positives = [
            "?sv=2024-11-04&sp=r&sig=«X8A" + "rw5xsRg41tYoJX" + "oiRFwSJ7dMJjvO9nSdDgfKQz1a%3D» is in the notes",
        ],
        Negatives = [
            "?sv=2024-11-04&sp=r&sig=X8Arw5 is not one",
            "The azure-sas-signature page describes the format.",
        ],
    };
}
