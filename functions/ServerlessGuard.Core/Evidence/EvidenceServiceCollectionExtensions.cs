using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessGuard.Core.Evidence.Facts;
using ServerlessGuard.Core.Evidence.Packs;
using ServerlessGuard.Core.Rotation;

namespace ServerlessGuard.Core.Evidence;

public static class EvidenceServiceCollectionExtensions
{
    /// <summary>Adds the makers of evidence packs. The host adds its ports, its key platforms and the log's source.</summary>
    public static IServiceCollection AddEvidence(this IServiceCollection services, EvidenceOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(options);
        services.AddRotationReader();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStateFactSource, CredentialFacts>());
        services.TryAddSingleton<StatedFacts>();
        services.TryAddSingleton<PackLog>();
        services.TryAddSingleton<PackSigning>();
        services.TryAddSingleton<EvidencePackBuilder>();
        services.TryAddSingleton<StatementStore>();
        services.TryAddSingleton<EvidenceStore>();
        return services;
    }
}
