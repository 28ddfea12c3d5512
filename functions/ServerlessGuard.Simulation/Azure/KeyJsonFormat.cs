using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Simulation.Azure;

/// <summary>How a service spells its keys.</summary>
public enum KeyJsonFormat
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
    public static IReadOnlyDictionary<string, KeyJsonFormat> ByPlatform { get; } = new Dictionary<string, KeyJsonFormat>
    {
        [PlatformNames.AzureOpenAI] = KeyJsonFormat.CognitiveServices,
        [PlatformNames.AzureMachineLearning] = KeyJsonFormat.OnlineEndpoint,
        [PlatformNames.AzureStorage] = KeyJsonFormat.StorageAccount,
        [PlatformNames.AzureEventGrid] = KeyJsonFormat.EventGridTopic,
        [PlatformNames.Generic] = KeyJsonFormat.Webhook,
    };
}
