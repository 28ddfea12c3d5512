using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Events;

namespace ServerlessGuard.Core.Watch;

public static class WatchServiceCollectionExtensions
{
    /// <summary>
    /// The deployment watch. The host adds its ports, attestations, deployments with their rollbacks and any
    /// <see cref="IDiagnosticSettings"/>, and runs <see cref="DeploymentSweep"/>.
    /// </summary>
    public static IServiceCollection AddDeploymentWatch(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<WatchJournal>();
        services.TryAddSingleton<DeploymentPlatforms>();
        services.TryAddSingleton<EndpointReader>();
        services.TryAddSingleton<WatchReporter>();
        services.TryAddSingleton<DeploymentInventory>();
        services.TryAddSingleton<DriftActions>();
        services.TryAddSingleton<DeploymentWatch>();
        services.TryAddSingleton<DeploymentSweep>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IGuardEventHandler, DeploymentEventHandler>());
        return services;
    }

    /// <summary>
    /// Alerts of what a workspace says of its data and runs. The host adds <see cref="Ports.IAlertSink"/> and the policy.
    /// </summary>
    public static IServiceCollection AddWorkspaceEvents(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IGuardEventHandler, WorkspaceEventHandler>());
        return services;
    }
}
