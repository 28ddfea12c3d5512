using Azure.Core;
using Azure.Security.KeyVault.Secrets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessGuard.Azure;
using ServerlessGuard.Azure.Arm;
using ServerlessGuard.Azure.Deployments;
using ServerlessGuard.Azure.KeyVault;
using ServerlessGuard.Azure.Models;
using ServerlessGuard.Azure.Rotation;
using ServerlessGuard.Azure.Simulation;
using ServerlessGuard.Azure.Storage;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Local.Stores;

/// <summary>Stores that several replicas of the embedded host share, and Azure's platforms for it.</summary>
internal static class SharedStores
{
    private const string SimulatedIdentity = "guard";
    private static readonly TimeSpan SimulationPoll = TimeSpan.FromMilliseconds(20);

    /// <summary>Stores that are not registered here stay on this machine: without a vault, secrets and keys.</summary>
    public static IServiceCollection AddStorageTargets(this IServiceCollection services, StorageTargets places)
    {
        ArgumentNullException.ThrowIfNull(places);
        if (places.Platforms?.Simulation is { } simulation)
        {
            services.AddSimulation(simulation, places.Platforms.ManagedIdentityClientId ?? SimulatedIdentity);
        }

        if (places.Stores is { } stores)
        {
            services.AddAzureStores(stores);
            services.AddVault(stores.Vault);
        }

        if (places.Platforms is { } platforms)
        {
            services.AddAzureIdentity(platforms.ManagedIdentityClientId);
            services.AddAzureKeyPlatforms().AddAzureDeployments();
            services.TryAddSingleton<EntraUpstreamCredentials>();
        }

        return services;
    }

    private static void AddVault(this IServiceCollection services, Uri? vault)
    {
        if (vault is not null)
        {
            services.TryAddSingleton<ISecretStore>(provider => new KeyVaultSecretStore(
                new SecretClient(vault, provider.GetRequiredService<TokenCredential>(), new SecretClientOptions().Over(provider))));
            services.TryAddSingleton(provider => new KeyVaultKeys(
                vault, provider.GetRequiredService<TokenCredential>(), new KeyVaultKeyOptions().Over(provider)));
            services.TryAddSingleton<IKeyRing, KeyVaultKeyRing>();
        }
    }

    /// <summary>No token of a real identity goes to a simulation, and no call past it but to the emulator of the stores.</summary>
    private static void AddSimulation(this IServiceCollection services, Uri simulation, string identity)
    {
        services.AddAzureSimulation(simulation, identity);
        services.AddSingleton(static provider => new ArmOptions { PollEvery = SimulationPoll }.Over(provider));
    }
}
