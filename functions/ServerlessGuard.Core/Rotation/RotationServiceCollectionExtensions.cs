using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Inspection;
using ServerlessGuard.Core.Journals;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Review;

namespace ServerlessGuard.Core.Rotation;

public static class RotationServiceCollectionExtensions
{
    /// <summary>
    /// Rotation behind the ports; the host adds logging, its ports, <see cref="ICaseOpener"/> and its <see cref="IKeyPlatform"/>s, and runs
    /// <see cref="RotationSweep"/>.
    /// </summary>
    public static IServiceCollection AddRotation(this IServiceCollection services)
    {
        services.AddRotationReader();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<KeyFingerprints>();
        services.TryAddSingleton<Leases>();
        services.TryAddSingleton<RotationCases>();
        services.TryAddSingleton<RotationReporter>();
        services.TryAddSingleton<RotationExecutor>();
        services.TryAddSingleton<Rotator>();
        services.TryAddSingleton<RotationSweep>();
        services.TryAddSingleton<LeakedKeys>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IGuardEventHandler, SecretEventHandler>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IGuardEventHandler, LeakedKeyEventHandler>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ICaseListener, RotationCaseListener>());
        return services;
    }

    /// <summary>
    /// The state of rotations, for hosts that do not rotate. The host adds <see cref="IDocumentStore"/>, <see cref="ISecretStore"/> and the
    /// <see cref="IKeyPlatform"/>s that it knows of.
    /// </summary>
    public static IServiceCollection AddRotationReader(this IServiceCollection services)
    {
        services.TryAddSingleton(new RotationTimings());
        services.TryAddSingleton<RotationJournal>();
        services.TryAddSingleton<KeyPlatforms>();
        services.TryAddSingleton<RotationReader>();
        return services;
    }

    /// <summary>
    /// Telling the rotator of what the gateway's secret rules find. The host adds logging, <see cref="ISecretStore"/>,
    /// <see cref="IAlertSink"/> and <see cref="IEventPublisher"/>.
    /// </summary>
    public static IServiceCollection AddLeakReports(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<KeyFingerprints>();
        services.TryAddSingleton<ILeakReporter, LeakReporter>();
        return services;
    }
}
