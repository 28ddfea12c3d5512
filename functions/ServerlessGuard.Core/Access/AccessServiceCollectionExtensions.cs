using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Rotation;

namespace ServerlessGuard.Core.Access;

public static class AccessServiceCollectionExtensions
{
    /// <summary>
    /// The access review. The host adds its <see cref="IAccessSource"/>s and ports; where it has logs <see cref="IAccessUsage"/>, where it
    /// has callers' keys <see cref="CallerKeys"/>.
    /// </summary>
    public static IServiceCollection AddAccessReview(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new AccessOptions());
        services.TryAddSingleton<RotationJournal>();
        services.TryAddSingleton<AccessReviewer>();
        return services;
    }

    /// <summary>A review at once when a grant changes, and alerts when the guard is weakened. After the review itself.</summary>
    public static IServiceCollection AddAccessEvents(this IServiceCollection services)
    {
        services.TryAddSingleton<AccessChangeReview>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IGuardEventHandler, AccessEventHandler>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IGuardEventHandler, ProtectionChangeEventHandler>());
        return services;
    }
}
