using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Deployments.Attestations;
using ServerlessGuard.Core.Watch;

namespace ServerlessGuard.Local.Deployments;

internal static class LocalWatchExtensions
{
    /// <summary>Probes, attestations and the deployment watch on this machine's stores.</summary>
    public static IServiceCollection AddLocalWatch(this IServiceCollection services, string policyFile)
    {
        services.AddAttestation(Path.GetDirectoryName(Path.GetFullPath(policyFile))!);
        services.AddRollbacks();
        return services.AddDeploymentWatch();
    }
}
