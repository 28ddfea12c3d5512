using ServerlessGuard.Core.Audit.Merkle;
using ServerlessGuard.Core.Audit.Tiles;

namespace ServerlessGuard.Core.Audit.Sequencing;

/// <summary>
/// The tiles at the right edge of the log while entries are added: what is full is given out, the rest is the partial
/// tiles and bundle of the size reached.
/// </summary>
internal sealed class GrowingTree
{
    private readonly List<MerkleHash>[] _edge = [.. Enumerable.Range(0, TileAddress.HighestLevel + 1)
        .Select(static _ => new List<MerkleHash>(TileAddress.FullWidth))];
    private readonly List<ReadOnlyMemory<byte>> _bundle = new(TileAddress.FullWidth);

    public long Size { get; private set; }

    /// <summary>
    /// The tree that is stored for this size. Throws <see cref="Ports.StoreUnavailableException"/> when tiles are missing.
    /// </summary>
    public static async ValueTask<GrowingTree> LoadAsync(ILogSource source, long size, CancellationToken cancellationToken)
    {
        var tree = new GrowingTree { Size = size };
        var tiles = new TileReader(source, size);
        for (var level = 0; level <= TileAddress.HighestLevel; level++)
        {
            var nodes = TileAddress.NodesAt(level, size);
            if (nodes % TileAddress.FullWidth > 0)
            {
                tree._edge[level].AddRange(await tiles.TileAsync(level, nodes / TileAddress.FullWidth, cancellationToken));
            }
        }

        if (size % TileAddress.FullWidth > 0)
        {
            tree._bundle.AddRange(await new LogReader(source).BundleAsync(size / TileAddress.FullWidth, size, cancellationToken));
        }

        return tree;
    }

    /// <summary>Whether the entries at the edge are those that its lowest tile names.</summary>
    public bool IsWhole() => _bundle.Count == _edge[0].Count && _bundle.Select(static e => MerkleHash.Leaf(e.Span)).SequenceEqual(_edge[0]);

    public MerkleHash Root()
    {
        MerkleHash? root = null;
        foreach (var hashes in _edge)
        {
            var range = new CompactRange();
            hashes.ForEach(range.Append);
            root = range.RootWith(root);
        }

        return root ?? MerkleHash.EmptyTree;
    }

    /// <summary>Adds an entry; what became full goes to <paramref name="full"/>.</summary>
    public void Add(ReadOnlyMemory<byte> entry, List<(TileAddress Address, byte[] Content)> full)
    {
        _bundle.Add(entry);
        if (_bundle.Count == TileAddress.FullWidth)
        {
            full.Add(
                (new TileAddress(TileAddress.Entries, Size / TileAddress.FullWidth, TileAddress.FullWidth), EntryBundle.Encode(_bundle)));
            _bundle.Clear();
        }

        var node = MerkleHash.Leaf(entry.Span);
        for (var level = 0; ; level++)
        {
            var hashes = _edge[level];
            hashes.Add(node);
            if (hashes.Count < TileAddress.FullWidth)
            {
                break;
            }

            full.Add((new TileAddress(
                level, TileAddress.NodesAt(level, Size) / TileAddress.FullWidth, TileAddress.FullWidth), HashTile.Encode(hashes)));
            node = CompactRange.Perfect(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(hashes));
            hashes.Clear();
        }

        Size++;
    }

    /// <summary>The partial tiles and bundle of this size.</summary>
    public IEnumerable<(TileAddress Address, byte[] Content)> Partial()
    {
        if (_bundle.Count > 0)
        {
            yield return (TileAddress.In(Size, TileAddress.Entries, Size / TileAddress.FullWidth), EntryBundle.Encode(_bundle));
        }

        for (var level = 0; level <= TileAddress.HighestLevel; level++)
        {
            if (_edge[level].Count > 0)
            {
                yield return (TileAddress.In(
                    Size, level, TileAddress.NodesAt(level, Size) / TileAddress.FullWidth), HashTile.Encode(_edge[level]));
            }
        }
    }
}
