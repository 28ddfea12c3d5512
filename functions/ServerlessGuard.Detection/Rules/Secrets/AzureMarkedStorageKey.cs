namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Azure storage, Batch or Cosmos DB key with its provider mark.</summary>
internal sealed class AzureMarkedStorageKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-019",
        Kind = "azure-storage-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.Contains(["+ASt", "+ABa", "ACDb"], 76),
        Pattern = @"[A-Za-z0-9+/]{76}(?:\+ASt|\+ABa|ACDb)[A-Za-z0-9+/]{6}==",
        MaxLength = 88,
        LeftBoundary = false,
        RightBoundary = false,
        Confidence = 0.98,
        Positives = [
            "Rotate «1g8" + "+oWYqb9v32AKyNGU0hNhnxKaPbGA" + "1teId8YODWsRM1zgr8dpEjj/saqUNtNoyvqta7WD0URGz+AStSI6Dyw==» before Friday.",
        ],
        Negatives = [
            "1g8+oWYqb9v is not one",
            "The azure-storage-key page describes the format.",
        ],
    };
}
