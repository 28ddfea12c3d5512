using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Records;

public static class RecordsServiceCollectionExtensions
{
    /// <summary>The documents of <typeparamref name="TStore"/> under the guard's MAC. The host adds a secret store.</summary>
    public static IServiceCollection AddSealedDocuments<TStore>(this IServiceCollection services)
        where TStore : class, IDocumentStore
    {
        services.AddRecordChecks();
        services.TryAddSingleton<TStore>();
        services.TryAddSingleton<IDocumentStore>(static provider => new SealedDocuments(
            provider.GetRequiredService<TStore>(), provider.GetRequiredService<ISecretStore>(), provider.GetRequiredService<IEntropy>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<RecordFaults>()));
        return services;
    }

    /// <summary>The parts that compare records with the log and say what they refuse.</summary>
    public static IServiceCollection AddRecordChecks(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(static provider => new RecordFaults(
            provider.GetService<IAlertSink>, provider.GetService<IAuditLog>, provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<AuditFollower>();
        return services;
    }
}
