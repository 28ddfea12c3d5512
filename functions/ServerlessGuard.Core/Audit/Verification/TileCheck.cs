using ServerlessGuard.Core.Audit.Merkle;
using ServerlessGuard.Core.Audit.Tiles;

namespace ServerlessGuard.Core.Audit.Verification;

/// <summary>
/// Holds the tiles above the leaves to the recounted tree, and every other file to what it says it is: a partial tile
/// of an older size must be the beginning of its tile. Files beyond the checkpoint are not the log's yet.
/// </summary>
internal sealed class TileCheck(ILogSource source, TreeRecount recount, FindingList findings)
{
    public async ValueTask RunAsync(long size, List<string>? files, CancellationToken cancellationToken)
    {
        for (var level = 1; recount.NodesAt(level) is { Count: > 0 } nodes; level++)
        {
            for (var index = 0; index * TileAddress.FullWidth < nodes.Count; index++)
            {
                var address = TileAddress.In(size, level, index);
                var (bytes, isFull) = await TileReader.ReadAsync(source, address, cancellationToken);
                Compare(
                    address, bytes, isFull ? TileAddress.FullWidth : address.Width,
                    nodes.Skip(index * TileAddress.FullWidth).Take(address.Width));
            }
        }

        foreach (var path in files ?? [])
        {
            await OtherAsync(path, size, cancellationToken);
        }
    }

    private async ValueTask OtherAsync(string path, long size, CancellationToken cancellationToken)
    {
        if (path == LogPaths.Checkpoint || path.StartsWith(LogPaths.Checkpoints, StringComparison.Ordinal))
        {
            return;
        }

        if (TileAddress.Parse(path) is not { } address)
        {
            findings.Add(LogFault.Unexpected, path);
            return;
        }

        var inTree = TileAddress.In(size, address.Level, address.Index);
        if (inTree.Width <= address.Width)
        {
            // The tree's own tile, which is checked, or one that is not signed yet.
            return;
        }

        if (await source.ReadAsync(path, cancellationToken) is not { } bytes)
        {
            // Taken away since it was listed: the full tile stands for it.
            return;
        }

        if (address.Level == TileAddress.Entries)
        {
            var entries = EntryBundle.Decode(bytes, address.Width);
            var (tile, _) = await TileReader.ReadAsync(source, inTree with { Level = 0 }, cancellationToken);
            if (entries is null
                || tile is not { } t
                || !t.Span.StartsWith(HashTile.Encode([.. entries.Select(static e => MerkleHash.Leaf(e.Span))])))
            {
                findings.Add(LogFault.Entry, path);
            }
        }
        else if (address.Level == 0)
        {
            var (tile, _) = await TileReader.ReadAsync(source, inTree, cancellationToken);
            if (bytes.Length != address.Width * MerkleHash.Length || tile is not { } t || !t.Span.StartsWith(bytes.Span))
            {
                findings.Add(LogFault.Tile, path);
            }
        }
        else
        {
            var nodes = recount.NodesAt(address.Level).Skip((int)address.Index * TileAddress.FullWidth).Take(address.Width);
            Compare(address, bytes, address.Width, nodes);
        }
    }

    private void Compare(TileAddress address, ReadOnlyMemory<byte>? bytes, int width, IEnumerable<MerkleHash> nodes)
    {
        var hashes = bytes is { } b ? HashTile.Decode(b.Span, width) : null;
        if (hashes is null || !hashes.Take(address.Width).SequenceEqual(nodes))
        {
            findings.Add(bytes is null ? LogFault.Missing : LogFault.Tile, address.ToString());
        }
    }
}
