using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Redaction.Ingestion;

public static class IngestionServiceCollectionExtensions
{
    /// <summary>Files of the inbox behind the ports; the host adds <see cref="IStagedBlobStore"/> and the other ports.</summary>
    public static IServiceCollection AddFileIngestion(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new IngestionOptions());
        services.TryAddSingleton<FileIngestion>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IGuardEventHandler, BlobCreatedHandler>());
        return services;
    }
}
