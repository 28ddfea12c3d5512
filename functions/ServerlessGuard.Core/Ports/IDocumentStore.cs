namespace ServerlessGuard.Core.Ports;

/// <summary>
/// Versioned documents with optimistic concurrency: cases, rotations, rollbacks, vault entries. Azure: Table Storage
/// with ETags; embedded: SQLite. Every method throws <see cref="StoreUnavailableException"/> when the store is down.
/// Partition and key: 1 to 512 characters of <c>[A-Za-z0-9._~:@-]</c>.
/// </summary>
public interface IDocumentStore
{
    /// <summary>The document, or null when there is none (or it has expired).</summary>
    ValueTask<Document?> GetAsync(string partition, string key, CancellationToken cancellationToken);

    /// <summary>Creates the document. Null when one exists already.</summary>
    /// <param name="expires">The time at which the document stops being readable; null keeps it.</param>
    ValueTask<Document?> CreateAsync(
        string partition, string key, ReadOnlyMemory<byte> body, DateTimeOffset? expires, CancellationToken cancellationToken);

    /// <summary>Replaces the document if its version is still <paramref name="version"/>. Null on a conflict or when it is gone.</summary>
    ValueTask<Document?> ReplaceAsync(
        string partition, string key, ReadOnlyMemory<byte> body, string version, DateTimeOffset? expires,
        CancellationToken cancellationToken);

    /// <summary>Deletes the document if its version is still <paramref name="version"/>. False on a conflict or when it is gone.</summary>
    ValueTask<bool> DeleteAsync(string partition, string key, string version, CancellationToken cancellationToken);

    /// <summary>
    /// Up to <paramref name="limit"/> documents of a partition in ordinal key order, strictly after
    /// <paramref name="afterKey"/> (keyset paging; null starts at the beginning).
    /// </summary>
    ValueTask<IReadOnlyList<Document>> ListAsync(string partition, string? afterKey, int limit, CancellationToken cancellationToken);
}

/// <summary>A stored document. <see cref="Version"/> is opaque and changes with every write.</summary>
public sealed record Document(string Partition, string Key, ReadOnlyMemory<byte> Body, string Version, DateTimeOffset? Expires);
