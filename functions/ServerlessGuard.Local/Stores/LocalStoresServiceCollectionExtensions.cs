using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Content;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Records;

namespace ServerlessGuard.Local.Stores;

public static class LocalStoresServiceCollectionExtensions
{
    /// <summary>
    /// Registers every port on files below <paramref name="dataDirectory"/>; the master key comes from
    /// <see cref="MasterKey.Variable"/> or the key file. Each start of a host is a new audit writer; run
    /// <see cref="OrphanRecovery"/> with <see cref="GroupCommitAuditLog.Writer"/> before serving.
    /// </summary>
    /// <param name="services">The collection to add them to.</param>
    /// <param name="dataDirectory">The data folder.</param>
    /// <param name="patience">Seconds to wait for another process that has the database locked: a command may, a caller's request may
    /// not.</param>
    public static IServiceCollection AddLocalStores(this IServiceCollection services, string dataDirectory, int patience = 30)
    {
        // Among replicas content lies where each can read it, which is where the logs lie.
        var isShared = services.Any(static service => service.ServiceType == typeof(IAppendLogs));
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IEntropy, SystemEntropy>();
        services.TryAddSingleton(_ => new SqliteDatabase(dataDirectory, patience));
        services.AddSealedDocuments<SqliteDocumentStore>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IEntryObserver, KeyEntries>());
        services.TryAddSingleton<RecordedKeys>();
        services.TryAddSingleton<IWorkQueue, SqliteWorkQueue>();
        services.TryAddSingleton<IBlobStore>(p => new FileBlobStore(dataDirectory, p.GetRequiredService<IEntropy>()));
        services.TryAddSingleton<IAppendLogs>(_ => new FileAppendLogs(dataDirectory));
        if (!isShared)
        {
            services.TryAddSingleton<IExpiringLogs>(_ => new FileAppendLogs(dataDirectory, folder: FileAppendLogs.ContentFolder));
            services.TryAddSingleton<ContentLog>();
            services.TryAddSingleton<SettledPlaces>();
            services.TryAddSingleton<FollowedPlaces>();
        }

        services.TryAddSingleton(
            p => MasterKey.Load(dataDirectory, Environment.GetEnvironmentVariable(MasterKey.Variable), p.GetRequiredService<IEntropy>()));
        services.TryAddSingleton(p => new SecretFile(dataDirectory, p.GetRequiredService<MasterKey>(), p.GetRequiredService<IEntropy>()));
        services.TryAddSingleton<ISecretStore, EncryptedSecretStore>();
        services.TryAddSingleton<IKeyRing, LocalKeyRing>();
        services.TryAddSingleton<IAlertSink, AlertLog>();
        services.TryAddSingleton(
            p => new GroupCommitAuditLog(
                p.GetRequiredService<IAppendLogs>(), p.GetRequiredService<IEntropy>().NewId(),
                new GroupCommitOptions { SealAtEnd = true }));
        services.TryAddSingleton<IAuditLog>(p => p.GetRequiredService<GroupCommitAuditLog>());
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IGuardHealth, AuditHealth>(),
            ServiceDescriptor.Singleton<IGuardHealth, KeyRingHealth>(),
            ServiceDescriptor.Singleton<IGuardHealth, SecretStoreHealth>(),
            ServiceDescriptor.Singleton<IGuardHealth, BlobStoreHealth>(),
        ]);
        services.TryAddSingleton(p => new OrphanRecovery(
            p.GetRequiredService<IAppendLogs>(), p.GetRequiredService<IAuditLog>(), p.GetRequiredService<TimeProvider>(),
            isShared ? null : p.GetService<ContentStore>(), p.GetService<SettledPlaces>()));
        return services;
    }
}
