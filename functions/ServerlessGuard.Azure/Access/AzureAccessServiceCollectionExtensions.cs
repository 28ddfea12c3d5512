using Azure.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessGuard.Azure.Arm;
using ServerlessGuard.Core.Access;

namespace ServerlessGuard.Azure.Access;

public static class AzureAccessServiceCollectionExtensions
{
    /// <summary>The access review over ARM. The host adds <see cref="TokenCredential"/> and the other ports.</summary>
    public static IServiceCollection AddAzureAccess(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(static provider => new ArmOptions().Over(provider));
        services.TryAddSingleton<ArmConnection>();
        services.TryAddSingleton(new AccessOptions());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IAccessSource, ArmAccessReader>());
        return services.AddAccessReview();
    }
}
