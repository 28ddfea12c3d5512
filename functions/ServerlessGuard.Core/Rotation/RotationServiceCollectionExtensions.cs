using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessGuard.Core.Events;

namespace ServerlessGuard.Core.Rotation;

public static class RotationServiceCollectionExtensions
{
    /// <summary>Rotation behind the ports; the host adds logging, its ports and its <see cref="IKeyPlatform"/>s, and runs <see cref="RotationSweep"/>.</summary>
    public static IServiceCollection AddRotation(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new RotationTimes());
        services.TryAddSingleton<RotationJournal>();
        services.TryAddSingleton<KeyMarks>();
        services.TryAddSingleton<Rotator>();
        services.TryAddSingleton<RotationSweep>();
        services.TryAddSingleton<LeakedKeys>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IGuardEventHandler, SecretEventHandler>());
        return services;
    }
}
