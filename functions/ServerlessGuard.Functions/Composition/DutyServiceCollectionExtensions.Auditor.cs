using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessGuard.Azure.Access;
using ServerlessGuard.Azure.Audit;
using ServerlessGuard.Azure.Storage;
using ServerlessGuard.Core.Access;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Core.Content;
using ServerlessGuard.Core.Evidence;
using ServerlessGuard.Core.Evidence.Packs;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Core.Rotation;
using ServerlessGuard.Web.Evidence;
using ServerlessGuard.Web.Logs;

namespace ServerlessGuard.Functions.Composition;

/// <summary>What the auditor needs.</summary>
public static partial class DutyServiceCollectionExtensions
{
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
        services.TryAddSingleton(new AccessOptions { GuardResources = settings.GuardResources });
        services.AddAzureAccess();
        services.AddRotation();
        services.AddReview();
        services.AddEvidence(new EvidenceOptions { MadeBy = "guard auditor", ControlsFile = settings.ControlsFile });
        services.AddGuardLogs();
        services.AddGuardEvidence();
    }
}
