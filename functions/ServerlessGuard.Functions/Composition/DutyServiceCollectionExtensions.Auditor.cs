using Azure.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessGuard.Azure;
using ServerlessGuard.Azure.Access;
using ServerlessGuard.Azure.Audit;
using ServerlessGuard.Azure.KeyVault;
using ServerlessGuard.Azure.Rotation;
using ServerlessGuard.Azure.Storage;
using ServerlessGuard.Core.Access;
using ServerlessGuard.Core.Audit.Sequencing;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Core.Content;
using ServerlessGuard.Core.Drills;
using ServerlessGuard.Core.Evidence;
using ServerlessGuard.Core.Evidence.Facts;
using ServerlessGuard.Core.Evidence.Packs;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Watch;
using ServerlessGuard.Web.Console;
using ServerlessGuard.Web.Evidence;
using ServerlessGuard.Web.Logs;

namespace ServerlessGuard.Functions.Composition;

/// <summary>The module "audit": the log, the reviews, the evidence, and readers of what other duties do.</summary>
public static partial class DutyServiceCollectionExtensions
{
    /// <summary>A witness that takes longer is away: the checkpoint goes out without it.</summary>
    private static readonly TimeSpan WitnessWithin = TimeSpan.FromSeconds(10);

    private static void AddAuditModule(IServiceCollection services, DutySettings settings)
    {
        services.TryAddSingleton(static provider => new LogStores(
            new AzureBlobStore(provider.GetRequiredService<StorageClients>(), "tiles", provider.GetRequiredService<IEntropy>()),
            new AzureBlobStore(provider.GetRequiredService<StorageClients>(), "head", provider.GetRequiredService<IEntropy>())));
        services.TryAddSingleton<ILogSource, BlobLogSource>();
        services.TryAddKeyedSingleton<IAppendLogs>(AzureSequencing.AllLogs, (provider, _) => new AppendBlobLogs(
            provider.GetRequiredService<StorageClients>(), "log-" + settings.Duty, settings.LogContainers,
            provider.GetRequiredService<IEntropy>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<AzureSequencing>();
        if (settings.Witness is { } witness)
        {
            services.TryAddSingleton<IWitness>(_ => new HttpWitness(HttpWitness.CreateClient(WitnessWithin), witness.Url, witness.Key));
        }

        services.AddContent();
        services.TryAddSingleton(static provider => new LongBodySweep(
            provider.GetRequiredService<StorageClients>(), provider.GetRequiredService<IDocumentStore>(),
            provider.GetRequiredService<TimeProvider>(), ["contents"]));
        services.TryAddSingleton(new AccessOptions { GuardResources = settings.GuardResources });
        services.AddAzureAccess();
        services.AddAccessEvents();
        services.AddWorkspaceEvents();
        AddTelemetryQueries(services, settings);
        services.AddAzureKeyPlatforms();
        services.TryAddSingleton<IPackCountersigner, KeyVaultCountersigner>();
        services.AddEvidence(
            new EvidenceOptions { CreatedBy = "guard auditor", ControlsFile = settings.ControlsFile, Witness = settings.Witness?.Key });
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStateFactSource, AccessFacts>());
        services.AddGuardLogs();
        services.AddGuardEvidence();
        services.AddDrillReader();

        // Shows the log and the journals, which the auditor's own rights allow it to read. It has its own sessions and decides nothing.
        AddConsole(services, settings, "auditor-sessions").AddConsoleTraces().AddConsoleCredentials().AddConsoleDrills();
    }

    /// <summary>Facts from the platform's logs alone: who uses a grant, and who calls a model past the gateway.</summary>
    private static void AddTelemetryQueries(IServiceCollection services, DutySettings settings)
    {
        if (settings.Logs is not { } workspace)
        {
            return;
        }

        services.TryAddSingleton<ITelemetryQueries>(
            provider => new LogQueries(workspace, provider.GetRequiredService<TokenCredential>(), options => options.Over(provider)));
        services.TryAddSingleton<IAccessUsage, TelemetryAccessUsage>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStateFactSource, CallerFacts>(
            provider => new CallerFacts(provider.GetRequiredService<ITelemetryQueries>(), settings.ModelCallers)));
    }
}
