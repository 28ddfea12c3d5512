namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Azure Service Bus, Event Hubs and IoT Hub shared access key.</summary>
internal sealed class AzureSharedAccessKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-016",
        Kind = "azure-shared-access-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("SharedAccessKey="),
        Pattern = "SharedAccessKey=(?<v>[A-Za-z0-9+/]{32,88}={0,2})",
        MaxLength = 110,
        Confidence = 0.98,
        Positives = [
            "Rotate SharedAccessKey=«khI" + "L/HBCm+cXDZZB" + "m64ZFedKstTUm1AqjG5YLtdiIZ4=» before Friday.",
        ],
        Negatives = [
            "SharedAccessKey=khIL/H is not one",
            "The azure-shared-access-key page describes the format.",
        ],
    };
}
