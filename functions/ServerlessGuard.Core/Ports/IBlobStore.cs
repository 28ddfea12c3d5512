namespace ServerlessGuard.Core.Ports;

/// <summary>
/// Named byte sequences. Names are slash-separated paths of <c>[A-Za-z0-9._-]</c> segments, never <c>.</c> or <c>..</c>.
/// Throws <see cref="StoreUnavailableException"/> when the store is down.
/// </summary>
public interface IBlobStore
{
    /// <summary>Writes once: false, and nothing changed, when the blob exists. No reader sees a partial blob.</summary>
    ValueTask<bool> CreateAsync(string name, Stream content, CancellationToken cancellationToken);

    /// <summary>Writes or replaces, atomically for readers. For the few mutable blobs (a log's newest checkpoint).</summary>
    ValueTask PutAsync(string name, Stream content, CancellationToken cancellationToken);

    /// <summary>A stream over the blob, or null when there is none.</summary>
    ValueTask<Stream?> OpenReadAsync(string name, CancellationToken cancellationToken);

    /// <summary>Names with the prefix, in ordinal order.</summary>
    IAsyncEnumerable<string> ListAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>Deletes the blob; false when there was none.</summary>
    ValueTask<bool> DeleteAsync(string name, CancellationToken cancellationToken);
}
