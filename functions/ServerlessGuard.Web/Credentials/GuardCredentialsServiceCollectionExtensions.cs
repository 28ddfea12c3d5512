using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessGuard.Core.Rotation;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Credentials;

public static class GuardCredentialsServiceCollectionExtensions
{
    /// <summary>
    /// Adds <c>/guard/credentials…</c>. The host must add rotation (<see cref="RotationServiceCollectionExtensions.AddRotation"/>) and its
    /// platforms.
    /// </summary>
    public static IServiceCollection AddGuardCredentials(this IServiceCollection services)
    {
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<GuardEndpoint, CredentialsEndpoint>(),
            ServiceDescriptor.Singleton<GuardEndpoint, ConfirmLeakEndpoint>(),
            ServiceDescriptor.Singleton<GuardEndpoint, AcknowledgeKeyEndpoint>(),
        ]);
        return services;
    }
}
