using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessGuard.Core.Routing;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Deployments;

public static class GuardDeploymentsServiceCollectionExtensions
{
    /// <summary>Adds the kill switch. The host adds its ports.</summary>
    public static IServiceCollection AddGuardDeployments(this IServiceCollection services)
    {
        services.TryAddSingleton<ModelRoutes>();
        services.TryAddSingleton<ModelStops>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<GuardEndpoint, ModelStopEndpoint>());
        return services;
    }
}
