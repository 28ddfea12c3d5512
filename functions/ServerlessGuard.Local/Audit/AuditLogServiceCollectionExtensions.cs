using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Local.Audit;

internal static class AuditLogServiceCollectionExtensions
{
    /// <summary>Adds the transparency log over the local stores: one folder is both its write-once and its mutable part.</summary>
    public static IServiceCollection AddLocalAuditLog(this IServiceCollection services)
    {
        services.TryAddSingleton(
            static provider => new LogStores(provider.GetRequiredService<IBlobStore>(), provider.GetRequiredService<IBlobStore>()));
        services.TryAddSingleton<ILogSource, BlobLogSource>();
        services.TryAddSingleton<LogSequencing>();
        return services;
    }
}
