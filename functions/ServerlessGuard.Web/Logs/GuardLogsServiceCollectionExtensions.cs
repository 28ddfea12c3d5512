using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Web.Interactions;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Logs;

public static class GuardLogsServiceCollectionExtensions
{
    /// <summary>
    /// Adds <c>/guard/log/…</c> and <c>/guard/interactions/{id}</c>. The host must add the <see cref="ILogSource"/> it serves.
    /// </summary>
    public static IServiceCollection AddGuardLogs(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<GuardEndpoint, LogEndpoint>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<GuardEndpoint, InteractionEndpoint>());
        return services;
    }
}
