using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Azure.Storage;

/// <summary>
/// The schema version of the stores: an entity per log container, so that each duty answers for what it wrote itself, with the rights that
/// it has. A host writes to its log before it writes anything else, so a log container with blobs and no version is data of an earlier
/// guard. Thread-safe.
/// </summary>
/// <param name="log">The container of this host's own logs.</param>
/// <param name="table">A table that every duty may write.</param>
/// <param name="createMissing">Whether the table is made when it is missing.</param>
internal sealed class StoreSchema(BlobContainerClient log, TableClient table, bool createMissing)
{
    public const string Partition = "schema";
    public const string Version = "Version";

    private readonly Lock _gate = new();
    private Task? _checked;

    /// <summary>Asks the service once; after a failure the next call asks again.</summary>
    /// <exception cref="StoreSchemaException">The stores hold data without a version, or of another one.</exception>
    /// <exception cref="RequestFailedException">The service refused, or did not answer.</exception>
    public Task RequireAsync()
    {
        lock (_gate)
        {
            return _checked is null or { IsFaulted: true } or { IsCanceled: true } ? _checked = CheckAsync() : _checked;
        }
    }

    private async Task CheckAsync()
    {
        var found = await FindOrStateAsync();
        if (found != SchemaVersion.Current)
        {
            throw new StoreSchemaException(
                $"The storage account {table.AccountName} (container {log.Name})", found?.ToString(CultureInfo.InvariantCulture),
                "Name a new storage account, or delete this one's containers, queues and tables.");
        }
    }

    /// <summary>The version that the stores state, or state now because they are empty; null where they hold data and state none.</summary>
    private async Task<int?> FindOrStateAsync()
    {
        if (createMissing)
        {
            await table.CreateIfNotExistsAsync();
        }

        if (await FindAsync() is { } stated)
        {
            return stated;
        }

        if (!await HasLogsAsync() && await StateAsync())
        {
            return SchemaVersion.Current;
        }

        // Another instance may have come in between: it states the version before it writes its log.
        return await FindAsync();
    }

    private async Task<int?> FindAsync()
    {
        var entity = await table.GetEntityIfExistsAsync<TableEntity>(Partition, log.Name, [Version]);
        return entity.HasValue ? entity.Value!.GetInt32(Version) ?? 0 : null;
    }

    private async Task<bool> StateAsync()
    {
        try
        {
            await table.AddEntityAsync(new TableEntity(Partition, log.Name) { [Version] = SchemaVersion.Current });
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            return false;
        }
    }

    private async Task<bool> HasLogsAsync()
    {
        try
        {
            await foreach (var page in log.GetBlobsAsync().AsPages(pageSizeHint: 1))
            {
                return page.Values.Count > 0;
            }

            return false;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return false;
        }
    }
}
