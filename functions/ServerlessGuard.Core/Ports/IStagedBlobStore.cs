namespace ServerlessGuard.Core.Ports;

/// <summary>
/// Blobs too long to hold, read from a place on and written in blocks. Blocks are seen by nobody until they are committed,
/// and outlive the process that staged them. Names as in <see cref="IBlobStore"/>. Throws
/// <see cref="StoreUnavailableException"/> when the store is down.
/// </summary>
public interface IStagedBlobStore
{
    /// <summary>The blob as it is now, or null when there is none.</summary>
    ValueTask<BlobVersion?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>The bytes of exactly this version from <paramref name="from"/> on; null when the blob has changed or is gone.</summary>
    ValueTask<Stream?> OpenReadAsync(string name, string version, long from, CancellationToken cancellationToken);

    /// <summary>
    /// Keeps block <paramref name="number"/> (from 0) of <paramref name="upload"/>, 1 to 56 characters of <c>[a-z0-9]</c>;
    /// the same block again replaces it. Several uploads of one blob do not mix.
    /// </summary>
    ValueTask StageAsync(string name, string upload, int number, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>
    /// The blob becomes the blocks 0 to <paramref name="count"/> - 1 of the upload, at once, whatever it was before. False, and
    /// nothing changed, when blocks are missing: stage them again.
    /// </summary>
    ValueTask<bool> CommitAsync(string name, string upload, int count, CancellationToken cancellationToken);
}

/// <summary>The state of a blob: its length in bytes, and an opaque version that changes with every write.</summary>
public sealed record BlobVersion(long Length, string Version);
