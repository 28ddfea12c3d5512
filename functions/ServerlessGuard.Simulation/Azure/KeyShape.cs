using ServerlessGuard.Core.Policies;

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

public static class KeyShapes
{
    /// <summary>How each platform of a credential spells its keys. The simulated platform is the embedded host's own.</summary>
    public static IReadOnlyDictionary<string, KeyShape> ByPlatform { get; } = new Dictionary<string, KeyShape>
    {
        [PlatformNames.AzureOpenAI] = KeyShape.CognitiveServices,
        [PlatformNames.AzureMachineLearning] = KeyShape.OnlineEndpoint,
        [PlatformNames.AzureStorage] = KeyShape.StorageAccount,
        [PlatformNames.AzureEventGrid] = KeyShape.EventGridTopic,
        [PlatformNames.Generic] = KeyShape.Webhook,
    };
}
