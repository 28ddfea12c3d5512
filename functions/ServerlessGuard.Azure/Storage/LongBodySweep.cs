using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;
using Azure.Storage.Blobs.Models;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Azure.Storage;

/// <summary>
/// Deletes long bodies that no unexpired document refers to. They stay behind when a duty replaces a document and may not
/// delete blobs, and when one expires. A run checks one page of each table's container; after the last page the table
/// rests for <see cref="Interval"/>. A document keeps the position of a pass, so that any instance continues.
/// </summary>
/// <param name="tables">The tables whose duties may not delete replaced bodies. Lifecycle rules delete those of others.</param>
public sealed class LongBodySweep(StorageClients clients, IDocumentStore documents, TimeProvider clock, IReadOnlyList<string> tables)
{
    /// <summary>Documents of the sweep itself.</summary>
    public const string Partition = "content-sweeps";

    public const int PageSize = 500;

    /// <summary>A body is written before the document that refers to it, within seconds; no document is read for as long as this.</summary>
    public static readonly TimeSpan YoungestOrphan = TimeSpan.FromDays(7);

    public static readonly TimeSpan Interval = TimeSpan.FromDays(1);

    /// <summary>How many bodies were deleted. Throws <see cref="StoreUnavailableException"/>; the next run continues.</summary>
    public async ValueTask<int> RunAsync(CancellationToken cancellationToken)
    {
        var deleted = 0;
        foreach (var table in tables)
        {
            var (state, version) = await LoadAsync(table, cancellationToken);
            if (clock.GetUtcNow() < state.NotBefore)
            {
                continue;
            }

            var (count, next) = await StorageExceptionMapper.GuardAsync(
                $"Container {DocumentTables.SpillOf(table)}", "sweep", () => PageOrNoneAsync(table, state.Next, cancellationToken),
                cancellationToken);
            deleted += count;
            var pass = new LongBodyPass(next, next is null ? clock.GetUtcNow() + Interval : clock.GetUtcNow());
            var body = JsonSerializer.SerializeToUtf8Bytes(pass, LongBodyJson.Default.LongBodyPass);
            _ = version is null
                ? await documents.CreateAsync(Partition, table, body, null, cancellationToken)
                : await documents.ReplaceAsync(Partition, table, body, version, null, cancellationToken);
        }

        return deleted;
    }

    private async ValueTask<(LongBodyPass State, string? Version)> LoadAsync(string table, CancellationToken cancellationToken) =>
        await documents.GetAsync(Partition, table, cancellationToken) is { } found
            ? (JsonSerializer.Deserialize(found.Body.Span, LongBodyJson.Default.LongBodyPass) ?? new(null, default), found.Version)
            : (new LongBodyPass(null, default), null);

    /// <summary>A table without long bodies may have no container for them.</summary>
    private async ValueTask<(int Deleted, string? Next)> PageOrNoneAsync(string table, string? from, CancellationToken cancellationToken)
    {
        try
        {
            return await PageAsync(table, from, cancellationToken);
        }
        catch (RequestFailedException none) when (none is { Status: 404, ErrorCode: "ContainerNotFound" })
        {
            return (0, null);
        }
    }

    private async ValueTask<(int Deleted, string? Next)> PageAsync(string table, string? from, CancellationToken cancellationToken)
    {
        var container = await clients.ContainerAsync(DocumentTables.SpillOf(table));
        var deleted = 0;
        await foreach (var page in container.GetBlobsAsync(cancellationToken: cancellationToken).AsPages(from, PageSize))
        {
            foreach (var blob in page.Values.Where(b => b.Properties.CreatedOn < clock.GetUtcNow() - YoungestOrphan))
            {
                if (await IsOrphanAsync(table, blob.Name, cancellationToken))
                {
                    await container.GetBlobClient(blob.Name).DeleteIfExistsAsync(
                        DeleteSnapshotsOption.IncludeSnapshots, new BlobRequestConditions { IfMatch = blob.Properties.ETag },
                        cancellationToken);
                    deleted++;
                }
            }

            return (deleted, page.ContinuationToken is { Length: > 0 } next ? next : null);
        }

        return (deleted, null);
    }

    private async ValueTask<bool> IsOrphanAsync(string table, string blob, CancellationToken cancellationToken)
    {
        if (SpilledBytes.OwnerOf(blob) is not { } owner)
        {
            return false;
        }

        var found = await (await clients.TableAsync(table)).GetEntityIfExistsAsync<DocumentEntity>(
            owner.Partition, owner.Key, [nameof(DocumentEntity.Long), nameof(DocumentEntity.Expires)], cancellationToken);
        return !found.HasValue || found.Value!.Expires <= clock.GetUtcNow().UtcTicks || found.Value.SpilledBody?.Blob != blob;
    }
}

/// <summary>How far a sweep has come.</summary>
/// <param name="Next">The service's continuation token of the next page; null for the first.</param>
/// <param name="NotBefore">The earliest begin of the next sweep.</param>
internal sealed record LongBodyPass(
    [property: JsonPropertyName("next")] string? Next,
    [property: JsonPropertyName("notBefore")] DateTimeOffset NotBefore);

[JsonSerializable(typeof(LongBodyPass))]
internal sealed partial class LongBodyJson : JsonSerializerContext;
