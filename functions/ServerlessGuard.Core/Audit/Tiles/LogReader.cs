using System.Runtime.CompilerServices;
using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Audit.Tiles;

/// <summary>Reads a log's entries in their order, up to a size. Checks nothing: that is the verifier's work.</summary>
public sealed class LogReader(ILogSource source)
{
    /// <summary>The log's newest checkpoint; null where it has none yet.</summary>
    /// <exception cref="StoreUnavailableException">The log cannot be read, or its checkpoint is not signed by its key.</exception>
    public async ValueTask<Checkpoint?> HeadAsync(NoteKey key, CancellationToken cancellationToken) =>
        await source.ReadAsync(LogPaths.Checkpoint, cancellationToken) is { } note
            ? Checkpoint.Open(note.Span, key, out _)
                ?? throw new StoreUnavailableException("The audit log's checkpoint is not signed by its key.")
            : null;

    /// <summary>
    /// Entries [<paramref name="from"/>, <paramref name="size"/>) with their index. Throws <see cref="StoreUnavailableException"/> when a
    /// bundle is missing or damaged.
    /// </summary>
    public async IAsyncEnumerable<(long Index, ReadOnlyMemory<byte> Entry)> EntriesAsync(
        long from, long size, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var index = from; index < size;)
        {
            var bundle = await BundleAsync(index / TileAddress.FullWidth, size, cancellationToken);
            for (var offset = (int)(index % TileAddress.FullWidth); offset < bundle.Count; offset++)
            {
                yield return (index++, bundle[offset]);
            }
        }
    }

    /// <summary>A bundle as it is in a tree of this size.</summary>
    public async ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> BundleAsync(long index, long size, CancellationToken cancellationToken)
    {
        var address = TileAddress.In(size, TileAddress.Entries, index);
        var (bytes, isFull) = await TileReader.ReadAsync(source, address, cancellationToken);
        var entries = bytes is { } b ? EntryBundle.Decode(b, isFull ? TileAddress.FullWidth : address.Width) : null;
        return entries?.Take(address.Width).ToArray() ?? throw new StoreUnavailableException($"The log's {address} is missing or damaged.");
    }
}
