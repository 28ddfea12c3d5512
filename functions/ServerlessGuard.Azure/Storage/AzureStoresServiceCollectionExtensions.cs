using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Records;

namespace ServerlessGuard.Azure.Storage;

public static class AzureStoresServiceCollectionExtensions
{
    /// <summary>Registers the storage ports on Azure, as the duty's own identity.</summary>
    /// <exception cref="ArgumentException">The options are not valid; the message says each fault.</exception>
    public static IServiceCollection AddAzureStores(this IServiceCollection services, AzureStoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var faults = options.Validate(new(options)).Select(static f => f.ErrorMessage).ToList();
        if (faults.Count > 0)
        {
            throw new ArgumentException(string.Join(' ', faults), nameof(options));
        }

        services.TryAddSingleton(options);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IEntropy, SystemEntropy>();
        services.AddAzureIdentity(options.ManagedIdentityClientId);
        services.TryAddSingleton(p => new StorageClients(
            options, p.GetRequiredService<TokenCredential>, client => client.Over(p), requiresSchema: true));
        services.AddSealedDocuments<TableDocumentStore>();
        services.TryAddSingleton(
            p => new StorageWorkQueue(p.GetRequiredService<StorageClients>(), options.Queues, p.GetRequiredService<IEntropy>()));
        services.TryAddSingleton<IWorkQueue>(static p => p.GetRequiredService<StorageWorkQueue>());
        services.TryAddSingleton<IBlobStore, RoutedBlobStore>();
        services.TryAddSingleton<IStagedBlobStore, AzureStagedBlobStore>();
        services.TryAddSingleton<IAppendLogs>(p => new AppendBlobLogs(
            p.GetRequiredService<StorageClients>(), options.LogContainer, options.ReadLogContainers, p.GetRequiredService<IEntropy>(),
            p.GetRequiredService<TimeProvider>()));
        return services;
    }

    /// <summary>
    /// As whom this host goes to Azure: never another identity that the machine may also have, and nobody is asked in a browser.
    /// </summary>
    public static IServiceCollection AddAzureIdentity(this IServiceCollection services, string? clientId)
    {
        services.TryAddSingleton<TokenCredential>(_ => new DefaultAzureCredential(new DefaultAzureCredentialOptions
        {
            ManagedIdentityClientId = clientId,
            WorkloadIdentityClientId = clientId,
            ExcludeInteractiveBrowserCredential = true,
        }));
        return services;
    }
}
