using Azure.Core;
using Azure.Security.KeyVault.Secrets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessGuard.Azure;
using ServerlessGuard.Azure.KeyVault;
using ServerlessGuard.Azure.Storage;
using ServerlessGuard.Azure.Telemetry;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Functions.Composition;

/// <summary>The services of every duty: its stores, keys, log and telemetry.</summary>
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
            Queues = new Dictionary<string, string> { [EventDispatcher.QueueName] = settings.EventsQueue },
        });
        services.AddHostedService<StoreSchemaCheck>();
        if (settings.StorageConnection is not null)
        {
            services.AddHostedService<EmulatorResources>();
        }

        services.TryAddSingleton<ISecretStore>(provider => new KeyVaultSecretStore(
            new SecretClient(settings.Vault, provider.GetRequiredService<TokenCredential>(), new SecretClientOptions().Over(provider))));
        services.TryAddSingleton(provider => new KeyVaultKeys(
            settings.Vault, provider.GetRequiredService<TokenCredential>(), new KeyVaultKeyOptions().Over(provider)));
        services.TryAddSingleton<IKeyRing, KeyVaultKeyRing>();
        services.TryAddSingleton(static provider => new GroupCommitAuditLog(
            provider.GetRequiredService<IAppendLogs>(), provider.GetRequiredService<IEntropy>().NewId()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IGuardHealth, AuditHealth>());
        services.TryAddSingleton<AlertLog>();
        AddTelemetry(services, settings);
        services.TryAddSingleton<OrphanRecovery>();
        AddTraces(services, settings);
    }

    private static void AddTelemetry(IServiceCollection services, DutySettings settings)
    {
        if (settings.Telemetry is not { } telemetry)
        {
            services.TryAddSingleton<IAlertSink>(static provider => provider.GetRequiredService<AlertLog>());
            services.TryAddSingleton<IAuditLog>(static provider => provider.GetRequiredService<GroupCommitAuditLog>());
            return;
        }

        services.TryAddSingleton(provider => new LogsIngestion(
            telemetry.Endpoint, telemetry.Rule, provider.GetRequiredService<TokenCredential>(), new LogsIngestionOptions().Over(provider)));
        services.TryAddSingleton<LogSender>();
        services.TryAddSingleton<IAlertSink>(provider => new AlertTelemetry(
            provider.GetRequiredService<AlertLog>(), provider.GetRequiredService<LogSender>(), settings.Duty,
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IAuditLog>(provider => new EntryTelemetry(
            provider.GetRequiredService<GroupCommitAuditLog>(), provider.GetRequiredService<LogSender>(), settings.Duty));
    }
}
