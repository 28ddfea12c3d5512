using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessGuard.Core.Journals;
using ServerlessGuard.Core.Records;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Core.Routing;

namespace ServerlessGuard.Core.Deployments;

public static class RollbacksServiceCollectionExtensions
{
    /// <summary>
    /// Rollbacks and the kill switch behind the ports; the host adds logging, its ports, <see cref="IAttestations"/>,
    /// <see cref="IProbeRunner"/> and further <see cref="IDeploymentPlatform"/>s, and runs <see cref="RollbackSweep"/>.
    /// </summary>
    public static IServiceCollection AddRollbacks(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new RollbackTimings());
        services.TryAddSingleton<ModelRoutes>();
        services.TryAddSingleton<ModelStops>();
        services.AddRecordChecks();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IEntryObserver, RouteEntries>());
        services.TryAddSingleton<RecordedRoutes>();
        services.TryAddSingleton<Leases>();
        services.TryAddSingleton<ChangeSignal<RollbackState>>();
        services.TryAddSingleton<RollbackJournal>();
        services.TryAddSingleton<DeploymentPlatforms>();
        services.TryAddSingleton<RollbackTriggers>();
        services.TryAddSingleton<RollbackReporter>();
        services.TryAddSingleton<RollbackExecutor>();
        services.TryAddSingleton<RollbackPreview>();
        services.TryAddSingleton<RollbackCaseListener>();
        services.TryAddSingleton<Rollbacks>();
        services.TryAddSingleton<IRollbackCoordinator>(static provider => provider.GetRequiredService<Rollbacks>());
        services.TryAddSingleton<RollbackSweep>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ICaseListener, RollbackCaseListener>(
            static provider => provider.GetRequiredService<RollbackCaseListener>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IDeploymentPlatform, RoutedDeployments>());
        return services;
    }
}
