using Azure.Core;
using Azure.Security.KeyVault.Secrets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Azure;
using ServerlessGuard.Azure.KeyVault;
using ServerlessGuard.Azure.Storage;
using ServerlessGuard.Azure.Telemetry;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Functions.Composition;

/// <summary>What every duty stands on: its stores, keys, log and what it tells.</summary>
public static partial class DutyServiceCollectionExtensions
{
    private static void AddStores(IServiceCollection services, DutySettings settings)
    {
        services.AddAzureStores(new AzureStoreOptions
        {
            Account = settings.Storage,
            ConnectionString = settings.StorageConnection,
            CreateMissing = settings.StorageConnection is not null,
            ManagedIdentityClientId = settings.ClientId,
            Vault = settings.Vault,
            LogContainer = "log-" + settings.Duty,
            Queues = new Dictionary<string, string> { [EventDispatcher.QueueName] = $"events-{settings.Duty}" },
        });
        services.TryAddSingleton<ISecretStore>(provider => new KeyVaultSecretStore(new SecretClient(settings.Vault, provider.GetRequiredService<TokenCredential>(), new SecretClientOptions().Over(provider))));
        services.TryAddSingleton(provider => new KeyVaultKeys(settings.Vault, provider.GetRequiredService<TokenCredential>(), new KeyVaultKeyOptions().Over(provider)));
        services.TryAddSingleton<IKeyRing, KeyVaultKeyRing>();
        services.TryAddSingleton<IAlerts, AlertLog>();
        services.TryAddSingleton(static provider => new GroupCommitAuditLog(provider.GetRequiredService<IAppendLogs>(), provider.GetRequiredService<IEntropy>().NewId()));
        services.TryAddSingleton<IAuditLog>(provider => settings.Telemetry is { } telemetry
            ? new EntryTelemetry(
                provider.GetRequiredService<GroupCommitAuditLog>(),
                new LogsIngestion(telemetry.Endpoint, telemetry.Rule, provider.GetRequiredService<TokenCredential>(), new LogsIngestionOptions().Over(provider)),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<EntryTelemetry>>())
            : provider.GetRequiredService<GroupCommitAuditLog>());
        services.TryAddSingleton<OrphanRecovery>();
    }
}
