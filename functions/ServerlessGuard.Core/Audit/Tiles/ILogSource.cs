namespace ServerlessGuard.Core.Audit.Tiles;

/// <summary>
/// The files of a log, by their tlog-tiles path: a directory, a blob store or a URL. Throws
/// <see cref="Ports.StoreUnavailableException"/> when it does not answer. Thread-safe.
/// </summary>
public interface ILogSource
{
    /// <summary>The file's bytes, or null when there is none. A file above the limit counts as none.</summary>
    ValueTask<ReadOnlyMemory<byte>?> ReadAsync(string path, CancellationToken cancellationToken);

    /// <summary>The paths of all files, or null where a source cannot list them (a URL).</summary>
    IAsyncEnumerable<string>? ListAsync(CancellationToken cancellationToken);
}
