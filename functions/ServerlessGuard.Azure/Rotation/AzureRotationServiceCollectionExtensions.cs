using Azure.Core;
using Azure.Security.KeyVault.Secrets;
using Azure.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessGuard.Azure.Arm;
using ServerlessGuard.Azure.KeyVault;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Rotation;

namespace ServerlessGuard.Azure.Rotation;

public static class AzureRotationServiceCollectionExtensions
{
    /// <summary>
    /// Rotation on Azure: the vault, ARM and every platform. The host adds <see cref="TokenCredential"/> and the other ports.
    /// </summary>
    public static IServiceCollection AddAzureRotation(this IServiceCollection services, Uri vault)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ISecretStore>(provider => new KeyVaultSecretStore(
            new SecretClient(vault, provider.GetRequiredService<TokenCredential>(), new SecretClientOptions().Over(provider))));
        return services.AddAzureKeyPlatforms().AddRotation();
    }

    /// <summary>Every platform of Azure that has keys. The host adds <see cref="TokenCredential"/>.</summary>
    public static IServiceCollection AddAzureKeyPlatforms(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(static provider => new ArmOptions().Over(provider));
        services.TryAddSingleton<ArmConnection>();
        services.TryAddSingleton<KeyCalls>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IKeyPlatform, CognitiveServicesKeys>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IKeyPlatform, OnlineEndpointKeys>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IKeyPlatform, StorageAccountKeys>(
            static provider => new StorageAccountKeys(provider.GetRequiredService<KeyCalls>(), new BlobClientOptions().Over(provider))));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IKeyPlatform, EventGridTopicKeys>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IKeyPlatform, WebhookKeys>());
        return services;
    }
}
