using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Security.KeyVault.Secrets;
using Azure.Storage.Blobs;
using ServerlessGuard.Azure.Arm;
using ServerlessGuard.Azure.KeyVault;
using ServerlessGuard.Azure.Rotation;
using ServerlessGuard.Core.Rotation;
using ServerlessGuard.Simulation.Azure;
using ServerlessGuard.Testing;

namespace ServerlessGuard.Azure.Tests;

/// <summary>The adapters as a host makes them, with the simulation as their transport.</summary>
internal static class AzureClients
{
    public static ArmOptions Options(AzureSimulation azure) =>
        Configure(new ArmOptions { PollEvery = TimeSpan.FromMilliseconds(1) }, azure);

    public static ArmConnection Arm(AzureSimulation azure) => new(new StaticToken(), Options(azure), TimeProvider.System);

    public static KeyVaultSecretStore Vault(AzureSimulation azure) =>
        new(new SecretClient(
            new Uri($"https://{AzureSimulation.VaultHost}/"), new StaticToken(), Configure(new SecretClientOptions(), azure)));

    public static IKeyPlatform Platform(AzureSimulation azure, KeyJsonFormat shape)
    {
        var calls = new KeyCalls(Arm(azure), Options(azure));
        return shape switch
        {
            KeyJsonFormat.CognitiveServices => new CognitiveServicesKeys(calls),
            KeyJsonFormat.OnlineEndpoint => new OnlineEndpointKeys(calls, new SeededEntropy(5)),
            KeyJsonFormat.StorageAccount => new StorageAccountKeys(calls, Configure(new BlobClientOptions(), azure)),
            KeyJsonFormat.EventGridTopic => new EventGridTopicKeys(calls),
            KeyJsonFormat.Webhook => new WebhookKeys(new StaticToken(), Options(azure)),
            _ => throw new ArgumentOutOfRangeException(nameof(shape), shape, "AzureClients.Platform makes no adapter of this shape."),
        };
    }

    private static T Configure<T>(T options, AzureSimulation azure)
        where T : ClientOptions
    {
        options.Transport = new HttpClientTransport(azure.CreateHandler());
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        options.Retry.MaxDelay = TimeSpan.FromMilliseconds(5);
        return options;
    }
}
