namespace ServerlessGuard.Simulation.Azure;

/// <summary>How a service spells its keys.</summary>
public enum KeyShape
{
    CognitiveServices,
    OnlineEndpoint,
    StorageAccount,
    EventGridTopic,

    /// <summary>A third party's, behind its owner's webhook.</summary>
    Webhook,
}
