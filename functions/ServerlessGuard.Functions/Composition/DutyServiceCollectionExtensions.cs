using Azure.Core;
using Azure.Messaging.EventGrid;
using Azure.Security.KeyVault.Secrets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Azure.Access;
using ServerlessGuard.Azure.Audit;
using ServerlessGuard.Azure.Deployments;
using ServerlessGuard.Azure.Events;
using ServerlessGuard.Azure.KeyVault;
using ServerlessGuard.Azure.Models;
using ServerlessGuard.Azure.Rotation;
using ServerlessGuard.Azure.Storage;
using ServerlessGuard.Azure.Telemetry;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Core.Content;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Deployments.Attestations;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Evidence;
using ServerlessGuard.Core.Evidence.Packs;
using ServerlessGuard.Core.Gateway;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Redaction.Inbox;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Core.Rotation;
using ServerlessGuard.Core.Watch;
using ServerlessGuard.Web.Console;
using ServerlessGuard.Web.Deployments;
using ServerlessGuard.Web.Evidence;
using ServerlessGuard.Web.Gateway;
using ServerlessGuard.Web.Logs;
using ServerlessGuard.Web.Pipeline;
using ServerlessGuard.Web.Review;

namespace ServerlessGuard.Functions.Composition;

/// <summary>Puts together what one duty needs, and no more: a function of another duty finds no services here.</summary>
public static class DutyServiceCollectionExtensions
{
    public static IServiceCollection AddDuty(this IServiceCollection services, DutySettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        services.TryAddSingleton(settings);
        AddStores(services, settings);
        AddPolicy(services, settings);
        if (settings.Topic is { } topic)
        {
            services.TryAddSingleton<IEventPublisher>(provider => new EventGridEvents(new EventGridPublisherClient(topic, provider.GetRequiredService<TokenCredential>())));
        }

        services.AddGuardWeb(web => web.Entra = new() { TenantId = settings.Tenant, Audience = settings.Audience });
        services.TryAddSingleton<EventDoors>();
        switch (settings.Duty)
        {
            case "gateway":
                services.TryAddSingleton<IUpstreamCredentials, EntraUpstreamCredentials>();
                services.AddGuardGateway(static _ => { });
                services.AddReview();
                break;
            case "redactor":
                services.AddInboxRedaction();
                break;
            case "reviewer":
                services.AddContent();
                services.AddGuardReview();
                services.AddGuardConsole().AddConsoleCases();
                break;
            case "rotator":
                services.AddAzureRotation(settings.Vault);
                services.AddReview();
                break;
            case "deployer":
                // The probes go through the same engine that serves.
                services.TryAddSingleton<IUpstreamCredentials, EntraUpstreamCredentials>();
                services.AddGuardGateway(static _ => { });
                services.AddReview();
                services.AddAttestation(Path.GetDirectoryName(Path.GetFullPath(settings.PolicyFile))!);
                services.AddRollbacks();
                services.AddAzureDeployments();
                services.AddDeploymentWatch();
                services.AddGuardDeployments();
                break;
            case "auditor":
                AddAuditor(services, settings);
                break;
        }

        return services;
    }

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
        services.TryAddSingleton<ISecretStore>(provider => new KeyVaultSecretStore(new SecretClient(settings.Vault, provider.GetRequiredService<TokenCredential>())));
        services.TryAddSingleton(provider => new KeyVaultKeys(settings.Vault, provider.GetRequiredService<TokenCredential>(), new KeyVaultKeyOptions()));
        services.TryAddSingleton<IKeyRing, KeyVaultKeyRing>();
        services.TryAddSingleton<IAlerts, AlertLog>();
        services.TryAddSingleton(static provider => new GroupCommitAuditLog(provider.GetRequiredService<IAppendLogs>(), provider.GetRequiredService<IEntropy>().NewId()));
        services.TryAddSingleton<IAuditLog>(provider => settings.Telemetry is { } telemetry
            ? new EntryTelemetry(
                provider.GetRequiredService<GroupCommitAuditLog>(),
                new LogsIngestion(telemetry.Endpoint, telemetry.Rule, provider.GetRequiredService<TokenCredential>(), new LogsIngestionOptions()),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<EntryTelemetry>>())
            : provider.GetRequiredService<GroupCommitAuditLog>());
        services.TryAddSingleton<OrphanRecovery>();
    }

    private static void AddPolicy(IServiceCollection services, DutySettings settings) => services.TryAddSingleton<IPolicySource>(provider =>
    {
        var loaded = PolicyLoader.LoadFile(settings.PolicyFile);
        return loaded.Policy is { } policy
            ? new PolicyStore(policy, provider.GetRequiredService<ILogger<PolicyStore>>())
            : throw new InvalidOperationException($"The policy is not valid, and nothing is served without one. {string.Join(' ', loaded.Errors)}");
    });

    private static void AddAuditor(IServiceCollection services, DutySettings settings)
    {
        services.TryAddSingleton(static provider => new LogStores(
            new AzureBlobStore(provider.GetRequiredService<StorageClients>(), "tiles", provider.GetRequiredService<IEntropy>()),
            new AzureBlobStore(provider.GetRequiredService<StorageClients>(), "head", provider.GetRequiredService<IEntropy>())));
        services.TryAddSingleton<ILogSource, BlobLogSource>();
        services.TryAddSingleton(static provider => new AzureSequencing(
            new AppendBlobLogs(
                provider.GetRequiredService<StorageClients>(), "log-auditor", DutySettings.LogContainers,
                provider.GetRequiredService<IEntropy>(), provider.GetRequiredService<TimeProvider>()),
            provider.GetRequiredService<LogStores>(),
            provider.GetRequiredService<ISecretStore>(),
            provider.GetRequiredService<IEntropy>(),
            provider.GetRequiredService<IAlerts>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddContent();
        services.AddAzureAccess();
        services.AddRotation();
        services.AddReview();
        services.AddEvidence(new EvidenceOptions { MadeBy = "guard auditor", ControlsFile = settings.ControlsFile });
        services.AddGuardLogs();
        services.AddGuardEvidence();
    }
}
