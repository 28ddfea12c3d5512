using Azure;
using Azure.Data.Tables;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Azure.Storage;

/// <summary>
/// Documents on Table Storage: a partition of ours is one of the table's, so a list is one range scan in key order. Every
/// write is conditional on the ETag. Bodies above <see cref="LongestInline"/> lie in a blob that is written before the
/// entity which refers to it and deleted after the last one that did.
/// </summary>
public sealed class TableDocumentStore(StorageClients clients, TimeProvider clock, IEntropy entropy) : IDocumentStore
{
    /// <summary>Bytes; a property of a table holds 64 KiB.</summary>
    public const int LongestInline = 60 * 1024;

    private const int LargestPage = 10_000;
    private const int ReadAgain = 5;

    public ValueTask<Document?> GetAsync(string partition, string key, CancellationToken cancellationToken)
    {
        Require(partition, key);
        return StorageExceptionMapper.GuardAsync(
            TableLabel(partition), "get",
            async () =>
            {
                var table = DocumentTables.Of(partition);
                for (var attempt = 0; attempt < ReadAgain; attempt++)
                {
                    if (await FindAsync(table, partition, key, cancellationToken) is not { } entity || entity.Expires <= Now())
                    {
                        return null;
                    }

                    if (await OpenAsync(table, entity, cancellationToken) is { } document)
                    {
                        return document;
                    }

                    // Its long body went while we looked: it was replaced or deleted. Look again.
                }

                throw new StoreUnavailableException($"{TableLabel(partition)}: a document's long body is missing or was altered.");
            },
            cancellationToken);
    }

    public ValueTask<Document?> CreateAsync(
        string partition, string key, ReadOnlyMemory<byte> body, DateTimeOffset? expires, CancellationToken cancellationToken)
    {
        Require(partition, key);
        return StorageExceptionMapper.GuardAsync(
            TableLabel(partition), "create",
            async () =>
            {
                var table = DocumentTables.Of(partition);
                var entity = await WriteAsync(table, partition, key, body, expires, cancellationToken);
                var stored = await InsertAsync(table, entity, cancellationToken);
                if (stored is null)
                {
                    await ForgetAsync(table, entity.SpilledBody, cancellationToken);
                }

                return stored is { } etag ? ToDocument(entity, body, etag) : null;
            },
            cancellationToken);
    }

    public ValueTask<Document?> ReplaceAsync(
        string partition, string key, ReadOnlyMemory<byte> body, string version, DateTimeOffset? expires,
        CancellationToken cancellationToken)
    {
        Require(partition, key);
        ArgumentNullException.ThrowIfNull(version);
        return StorageExceptionMapper.GuardAsync(
            TableLabel(partition), "replace",
            async () =>
            {
                if (DocumentVersion.Parse(version) is not { } held || held.Expires <= Now())
                {
                    return null;
                }

                var table = DocumentTables.Of(partition);
                var entity = await WriteAsync(table, partition, key, body, expires, cancellationToken);
                var stored = await UpdateAsync(table, entity, held.ETag, cancellationToken);
                await ForgetAsync(table, stored is null ? entity.SpilledBody : held.Spilled, cancellationToken);
                return stored is { } etag ? ToDocument(entity, body, etag) : null;
            },
            cancellationToken);
    }

    public ValueTask<bool> DeleteAsync(string partition, string key, string version, CancellationToken cancellationToken)
    {
        Require(partition, key);
        ArgumentNullException.ThrowIfNull(version);
        return StorageExceptionMapper.GuardAsync(
            TableLabel(partition), "delete",
            async () =>
            {
                if (DocumentVersion.Parse(version) is not { } held || held.Expires <= Now())
                {
                    return false;
                }

                var table = DocumentTables.Of(partition);
                try
                {
                    // The client takes 404 for success; only a deletion of ours counts.
                    if ((await (await clients.TableAsync(table)).DeleteEntityAsync(partition, key, held.ETag, cancellationToken)).Status
                        == 404)
                    {
                        return false;
                    }
                }
                catch (RequestFailedException e) when (e.Status is 404 or 412)
                {
                    return false;
                }

                await ForgetAsync(table, held.Spilled, cancellationToken);
                return true;
            },
            cancellationToken);
    }

    public ValueTask<IReadOnlyList<Document>> ListAsync(string partition, string? afterKey, int limit, CancellationToken cancellationToken)
    {
        Require(partition, afterKey ?? "-");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return StorageExceptionMapper.GuardAsync<IReadOnlyList<Document>>(
            TableLabel(partition), "list",
            async () =>
            {
                var most = Math.Min(limit, LargestPage);
                var name = DocumentTables.Of(partition);
                var table = await clients.TableAsync(name);
                var filter = TableClient.CreateQueryFilter(
                    $"PartitionKey eq {partition} and RowKey gt {afterKey ?? ""} and Expires gt {Now()}");
                var documents = new List<Document>();
                await foreach (var entity in table.QueryAsync<DocumentEntity>(
                    filter, Math.Min(most, 1000), cancellationToken: cancellationToken))
                {
                    if (await OpenAsync(name, entity, cancellationToken) is { } document)
                    {
                        documents.Add(document);
                    }
                    else if (await GetAsync(partition, entity.RowKey, cancellationToken) is { } again)
                    {
                        documents.Add(again);
                    }

                    if (documents.Count == most)
                    {
                        break;
                    }
                }

                return documents;
            },
            cancellationToken);
    }

    private static void Require(string partition, string key)
    {
        StoreNames.RequireDocumentName(partition);
        StoreNames.RequireDocumentName(key);
    }

    private static string TableLabel(string partition) => $"Table {DocumentTables.Of(partition)}";

    private static Document ToDocument(DocumentEntity entity, ReadOnlyMemory<byte> body, ETag etag) => new(
        entity.PartitionKey, entity.RowKey, body, new DocumentVersion(etag, entity.Expires, entity.SpilledBody).ToString(),
        entity.Expires == DocumentVersion.Never ? null : new DateTimeOffset(entity.Expires, TimeSpan.Zero));

    private long Now() => clock.GetUtcNow().UtcTicks;

    /// <summary>The new ETag; null when an unexpired document is there. An expired one is replaced.</summary>
    private async ValueTask<ETag?> InsertAsync(string table, DocumentEntity entity, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < ReadAgain; attempt++)
        {
            try
            {
                return (await (await clients.TableAsync(table)).AddEntityAsync(entity, cancellationToken)).Headers.ETag;
            }
            catch (RequestFailedException e) when (e.Status == 409)
            {
                if (await FindOrNullAsync(table, entity, cancellationToken) is not { } found)
                {
                    continue;
                }

                if (found.Write == entity.Write)
                {
                    return found.ETag;
                }

                if (found.Expires > Now())
                {
                    return null;
                }

                if (await UpdateAsync(table, entity, found.ETag, cancellationToken) is { } etag)
                {
                    await ForgetAsync(table, found.SpilledBody, cancellationToken);
                    return etag;
                }
            }
        }

        return null;
    }

    /// <summary>The new ETag; null on a conflict. A conflict with our own write, whose answer was lost, is none.</summary>
    private async ValueTask<ETag?> UpdateAsync(string table, DocumentEntity entity, ETag held, CancellationToken cancellationToken)
    {
        try
        {
            return (await (await clients.TableAsync(table)).UpdateEntityAsync(
                entity, held, TableUpdateMode.Replace, cancellationToken)).Headers.ETag;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            return await FindAsync(table, entity.PartitionKey, entity.RowKey, cancellationToken) is { } found && found.Write == entity.Write
                ? found.ETag
                : null;
        }
    }

    /// <summary>The document that prevents a creation. A duty that may only add cannot read it, and assumes one.</summary>
    private async ValueTask<DocumentEntity?> FindOrNullAsync(string table, DocumentEntity entity, CancellationToken cancellationToken)
    {
        try
        {
            return await FindAsync(table, entity.PartitionKey, entity.RowKey, cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == 403)
        {
            return new DocumentEntity { PartitionKey = entity.PartitionKey, RowKey = entity.RowKey, Expires = DocumentVersion.Never };
        }
    }

    private async ValueTask<DocumentEntity?> FindAsync(string table, string partition, string key, CancellationToken cancellationToken)
    {
        var found = await (await clients.TableAsync(table)).GetEntityIfExistsAsync<DocumentEntity>(
            partition, key, cancellationToken: cancellationToken);
        return found.HasValue ? found.Value : null;
    }

    private async ValueTask<DocumentEntity> WriteAsync(
        string table, string partition, string key, ReadOnlyMemory<byte> body, DateTimeOffset? expires,
        CancellationToken cancellationToken)
    {
        var spilled = body.Length > LongestInline
            ? await SpilledBytes.WriteAsync(
                clients, DocumentTables.SpillOf(table), SpilledBytes.FolderOf(partition, key), body, entropy, cancellationToken)
            : null;
        return new DocumentEntity
        {
            PartitionKey = partition,
            RowKey = key,
            Body = spilled is null ? body.ToArray() : [],
            Long = spilled?.ToString() ?? "",
            Expires = expires?.UtcTicks ?? DocumentVersion.Never,
            Write = entropy.NewId(),
        };
    }

    private async ValueTask<Document?> OpenAsync(string table, DocumentEntity entity, CancellationToken cancellationToken)
    {
        if (entity.SpilledBody is not { } spilled)
        {
            return ToDocument(entity, entity.Body, entity.ETag);
        }

        return await spilled.ReadAsync(clients, DocumentTables.SpillOf(table), cancellationToken) is { } body
            ? ToDocument(entity, body, entity.ETag)
            : null;
    }

    private async ValueTask ForgetAsync(string table, SpilledBytes? spilled, CancellationToken cancellationToken)
    {
        if (spilled is not null)
        {
            await spilled.ForgetAsync(clients, DocumentTables.SpillOf(table), cancellationToken);
        }
    }
}
