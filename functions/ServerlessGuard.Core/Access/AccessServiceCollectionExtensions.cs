using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Gateway;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Access;

public static class AccessServiceCollectionExtensions
{
    /// <summary>The access review. The host adds its <see cref="IAccessSource"/>s, its ports, and where it has logs <see cref="IAccessUsage"/>.</summary>
    public static IServiceCollection AddAccessReview(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new AccessOptions());
        services.TryAddSingleton<CallerKeys>();
        services.TryAddSingleton(static provider => new AccessReviewer(
            provider.GetServices<IAccessSource>(),
            provider.GetRequiredService<ISecretStore>(),
            provider.GetRequiredService<CallerKeys>(),
            provider.GetRequiredService<IAuditLog>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<AccessOptions>(),
            provider.GetService<IAccessUsage>()));
        return services;
    }
}
