using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Logs;

public static class GuardLogsServiceCollectionExtensions
{
    /// <summary>Adds <c>/guard/log/…</c>. The host must add the <see cref="ILogSource"/> it serves.</summary>
    public static IServiceCollection AddGuardLogs(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<GuardEndpoint, LogEndpoint>());
        return services;
    }
}
