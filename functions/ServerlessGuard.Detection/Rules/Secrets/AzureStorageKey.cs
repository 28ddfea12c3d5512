namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Azure account key in a connection string.</summary>
internal sealed class AzureStorageKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-015",
        Kind = "azure-storage-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("AccountKey="),
        Pattern = "AccountKey=(?<v>[A-Za-z0-9+/]{40,86}={0,2})",
        MaxLength = 100,
        Confidence = 0.98,
        Positives = [
            "Rotate AccountKey=«fpX" + "pe/HKqIWF6noISnYjmfMAlinYMim" + "S7+Pwx16POfnljsr9eJqK/4s8uuJioSyplOF+J+0ZlxP563i2mMmG12==» before Friday.",
        ],
        Negatives = [
            "AccountKey=fpXpe/HKqIW is not one",
            "The azure-storage-key page describes the format.",
        ],
    };
}
