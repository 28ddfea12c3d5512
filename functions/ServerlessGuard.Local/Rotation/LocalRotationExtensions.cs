using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Core.Rotation;
using ServerlessGuard.Simulation;

namespace ServerlessGuard.Local.Rotation;

internal static class LocalRotationExtensions
{
    /// <summary>Rotation on this machine's stores, with the simulated platform.</summary>
    public static IServiceCollection AddLocalRotation(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IKeyPlatform, SimulatedKeyPlatform>());
        return services.AddReview().AddRotation();
    }
}
