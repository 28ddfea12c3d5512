using System.Numerics;
using ServerlessGuard.Core.Audit.Merkle;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Audit.Tiles;

/// <summary>
/// Hashes of subtrees of a tree of one size, from its tiles. The hashes are as true as the tiles: a caller
/// checks the proof against a signed root. Keeps the tiles it has read. One caller at a time.
/// </summary>
public sealed class TileReader(ILogSource source, long size)
{
    private readonly Dictionary<TileAddress, MerkleHash[]> _tiles = [];

    public long Size => size;

    /// <summary>Tiles read so far.</summary>
    public int TilesRead => _tiles.Count;

    public async ValueTask<IReadOnlyList<MerkleHash>> InclusionAsync(long index, CancellationToken cancellationToken) =>
        await HashesAsync(MerklePath.Inclusion(index, size), cancellationToken);

    /// <summary>The proof that the tree of the first size is a prefix of this one.</summary>
    public async ValueTask<IReadOnlyList<MerkleHash>> ConsistencyAsync(long first, CancellationToken cancellationToken) =>
        await HashesAsync(MerklePath.Consistency(first, size), cancellationToken);

    /// <summary>A tile of this tree: as wide as the tree makes it, from the full one where the partial one is gone.</summary>
    public async ValueTask<MerkleHash[]> TileAsync(int level, long index, CancellationToken cancellationToken)
    {
        var address = TileAddress.In(size, level, index);
        if (!_tiles.TryGetValue(address, out var hashes))
        {
            var (bytes, isFull) = await ReadAsync(source, address, cancellationToken);
            hashes = bytes is { } b ? HashTile.Decode(b.Span, isFull ? TileAddress.FullWidth : address.Width) : null;
            _tiles[address] = hashes = hashes?[..address.Width]
                ?? throw new StoreUnavailableException($"The log's {address} is missing or damaged.");
        }

        return hashes;
    }

    /// <summary>A partial tile's or bundle's bytes, or the full one's.</summary>
    internal static async ValueTask<(ReadOnlyMemory<byte>? Bytes, bool IsFull)> ReadAsync(
        ILogSource source, TileAddress address, CancellationToken cancellationToken) =>
        await source.ReadAsync(address.ToString(), cancellationToken) is { } bytes
            ? (bytes, address.IsFull)
            : (await source.ReadAsync(address.Full.ToString(), cancellationToken), true);

    private async ValueTask<List<MerkleHash>> HashesAsync(List<(long Begin, long End)> path, CancellationToken cancellationToken)
    {
        var hashes = new List<MerkleHash>(path.Count);
        foreach (var (begin, end) in path)
        {
            hashes.Add(await SubtreeAsync(begin, end, cancellationToken));
        }

        return hashes;
    }

    private async ValueTask<MerkleHash> SubtreeAsync(long begin, long end, CancellationToken cancellationToken)
    {
        var count = end - begin;
        if (!BitOperations.IsPow2(count))
        {
            var middle = begin + MerklePath.Split(count);
            return MerkleHash.Node(
                await SubtreeAsync(begin, middle, cancellationToken), await SubtreeAsync(middle, end, cancellationToken));
        }

        var height = BitOperations.Log2((ulong)count);
        var level = height / 8;
        var node = begin >> (8 * level);
        var tile = await TileAsync(level, node / TileAddress.FullWidth, cancellationToken);
        return CompactRange.Perfect(tile.AsSpan((int)(node % TileAddress.FullWidth), 1 << (height % 8)));
    }
}
