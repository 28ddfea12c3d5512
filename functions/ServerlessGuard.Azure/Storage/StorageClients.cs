using System.Collections.Concurrent;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Azure.Storage;

/// <summary>
/// The account's clients. Timeouts, retries and the service's own Retry-After are Azure.Core's policies. Makes what is
/// missing at its first use, where the options say so.
/// </summary>
public sealed class StorageClients
{
    private readonly ConcurrentDictionary<string, Lazy<Task>> _made = new(StringComparer.Ordinal);
    private readonly BlobServiceClient _blobs;
    private readonly QueueServiceClient _queues;
    private readonly TableServiceClient _tables;
    private readonly StoreSchema? _schema;
    private readonly bool _createMissing;

    /// <param name="options">The addresses of the stores.</param>
    /// <param name="credential">As whom; not asked for with a connection string.</param>
    /// <param name="configure">Changes every client's options.</param>
    /// <param name="requiresSchema">Whether no client is given out before the stores are known to be of this schema version.</param>
    public StorageClients(
        AzureStoreOptions options, Func<TokenCredential> credential, Action<ClientOptions>? configure = null, bool requiresSchema = false)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(credential);
        _createMissing = options.CreateMissing;
        var blobs = Configured(new BlobClientOptions(), configure);
        var queues = Configured(new QueueClientOptions(), configure);
        var tables = Configured(new TableClientOptions(), configure);
        if (options.ConnectionString is { } connection)
        {
            _blobs = new BlobServiceClient(connection, blobs);
            _queues = new QueueServiceClient(connection, queues);
            _tables = new TableServiceClient(connection, tables);
        }
        else
        {
            var token = credential();
            _blobs = new BlobServiceClient(Endpoint("blob"), token, blobs);
            _queues = new QueueServiceClient(Endpoint("queue"), token, queues);
            _tables = new TableServiceClient(Endpoint("table"), token, tables);
        }

        _schema = requiresSchema
            ? new StoreSchema(
                _blobs.GetBlobContainerClient(options.LogContainer), _tables.GetTableClient(DocumentTables.Of(StoreSchema.Partition)),
                _createMissing)
            : null;

        Uri Endpoint(string kind) => new($"https://{options.Account}.{kind}.{options.Suffix}");
    }

    /// <summary>Asks once whether the stores are of this schema version, and states it in stores that hold nothing yet.</summary>
    /// <exception cref="StoreSchemaException">They hold data without a version, or of another one.</exception>
    /// <exception cref="StoreUnavailableException">The service did not answer; the next call asks again.</exception>
    public ValueTask RequireSchemaAsync() => StorageExceptionMapper.GuardAsync(
        "The schema version", "read", async () => await RequireAsync(), CancellationToken.None);

    public async ValueTask<BlobContainerClient> ContainerAsync(string name)
    {
        await RequireAsync();
        var container = _blobs.GetBlobContainerClient(name);
        await MakeAsync("container/" + name, () => container.CreateIfNotExistsAsync());
        return container;
    }

    public async ValueTask<QueueClient> QueueAsync(string name)
    {
        await RequireAsync();
        var queue = _queues.GetQueueClient(name);
        await MakeAsync("queue/" + name, () => queue.CreateIfNotExistsAsync());
        return queue;
    }

    public async ValueTask<TableClient> TableAsync(string name)
    {
        await RequireAsync();
        var table = _tables.GetTableClient(name);
        await MakeAsync("table/" + name, () => table.CreateIfNotExistsAsync());
        return table;
    }

    private Task RequireAsync() => _schema?.RequireAsync() ?? Task.CompletedTask;

    private async ValueTask MakeAsync(string place, Func<Task> create)
    {
        if (!_createMissing)
        {
            return;
        }

        var made = _made.GetOrAdd(place, _ => new Lazy<Task>(create));
        try
        {
            await made.Value;
        }
        catch
        {
            _made.TryRemove(new KeyValuePair<string, Lazy<Task>>(place, made));
            throw;
        }
    }

    private static T Configured<T>(T options, Action<ClientOptions>? configure)
        where T : ClientOptions
    {
        options.Retry.Mode = RetryMode.Exponential;
        options.Retry.MaxRetries = 5;
        options.Retry.Delay = TimeSpan.FromMilliseconds(400);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(10);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(60);

        // Names of documents and blobs can reveal their owners.
        options.Diagnostics.IsLoggingContentEnabled = false;
        options.Diagnostics.IsLoggingEnabled = false;
        configure?.Invoke(options);
        return options;
    }
}
