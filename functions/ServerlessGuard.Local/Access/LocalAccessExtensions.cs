using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessGuard.Core.Access;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Local.Audit;

namespace ServerlessGuard.Local.Access;

internal static class LocalAccessExtensions
{
    /// <summary>The access review of this host.</summary>
    public static IServiceCollection AddLocalAccess(this IServiceCollection services, string dataFolder, string policyFile)
    {
        services.TryAddSingleton(new HostAccessOptions(dataFolder, policyFile, Environment.UserName));
        services.TryAddSingleton(new AccessOptions { ReadsSecretVersions = true });
        services.TryAddSingleton<CallerKeys>();
        services.TryAddSingleton<ScheduledAccessReview>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IAccessSource, HostAccessSource>());
        services.TryAddSingleton<IAccessUsage, AuditLogAccessUsage>();
        return services.AddLocalAuditLog().AddAccessReview();
    }
}
