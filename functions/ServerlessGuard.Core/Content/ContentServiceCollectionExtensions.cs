using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Records;

namespace ServerlessGuard.Core.Content;

public static class ContentServiceCollectionExtensions
{
    /// <summary>
    /// Content behind the ports. The host adds <see cref="IDocumentStore"/>, <see cref="IBlobStore"/>, <see cref="IKeyRing"/>
    /// and <see cref="IAuditLog"/>; who expires content runs <see cref="ContentSweep"/>.
    /// </summary>
    public static IServiceCollection AddContent(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IEntropy, SystemEntropy>();
        services.TryAddSingleton(new ContentOptions());
        services.TryAddSingleton<ContentStore>();
        services.TryAddSingleton<IContentStore>(static provider => provider.GetRequiredService<ContentStore>());
        services.AddRecordChecks();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IEntryObserver, HoldEntries>());
        services.TryAddSingleton<RecordedHolds>();
        services.TryAddSingleton<LegalHolds>();
        services.TryAddSingleton<ContentSweep>();
        return services;
    }
}
