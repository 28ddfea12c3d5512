using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Journals;

/// <summary>
/// The JSON documents of one machine (rotations, rollbacks, drills, watches) in one partition of the document store. One
/// document per thing, so that one conditional write decides which worker wins. Thread-safe; every method throws
/// <see cref="StoreUnavailableException"/> when the store is down.
/// </summary>
/// <param name="documents">The store.</param>
/// <param name="partition">The partition; no other machine writes there.</param>
/// <param name="json">How a document is written and read.</param>
public abstract class Journal<TDocument>(IDocumentStore documents, string partition, JsonTypeInfo<TDocument> json)
    where TDocument : class
{
    private const int Attempts = 20;

    /// <summary>The document; an empty one when none was written yet.</summary>
    public async ValueTask<TDocument> ReadAsync(string id, CancellationToken cancellationToken) =>
        (await LoadAsync(id, cancellationToken)).Document;

    /// <summary>The document with the version to replace; null when none was written yet.</summary>
    internal async ValueTask<(TDocument Document, string? Version)> LoadAsync(string id, CancellationToken cancellationToken)
    {
        var stored = await documents.GetAsync(partition, KeyOf(id), cancellationToken);
        var document = stored is null ? null : JsonSerializer.Deserialize(stored.Body.Span, json);
        return (document ?? Empty(id), stored?.Version);
    }

    /// <summary>The new version, or null when another worker wrote after <paramref name="version"/> was read.</summary>
    internal async ValueTask<string?> SaveAsync(string id, TDocument document, string? version, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(document, json);
        var written = version is null
            ? await documents.CreateAsync(partition, KeyOf(id), body, null, cancellationToken)
            : await documents.ReplaceAsync(partition, KeyOf(id), body, version, null, cancellationToken);
        return written?.Version;
    }

    /// <summary>
    /// Changes the document without a lease: what others add to it while a worker acts. The change is made again from the
    /// newest document as often as another write comes first; null leaves the document as it is. Throws
    /// <see cref="StoreUnavailableException"/> when other writes come first 20 times.
    /// </summary>
    /// <returns>The document before and after; the same one twice when there was nothing to change.</returns>
    internal async ValueTask<(TDocument Before, TDocument After)> ChangeAsync(
        string id, Func<TDocument, TDocument?> change, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var (before, version) = await LoadAsync(id, cancellationToken);
            if (change(before) is not { } after)
            {
                return (before, before);
            }

            if (await SaveAsync(id, after, version, cancellationToken) is not null)
            {
                return (before, after);
            }
        }

        throw new StoreUnavailableException($"Too many workers change the document {id} of {partition} at once.");
    }

    /// <summary>The state of a document before the first write.</summary>
    protected abstract TDocument Empty(string id);

    /// <summary>The store's key of a document. The default is its id, which must then be a valid key.</summary>
    protected virtual string KeyOf(string id) => id;
}
