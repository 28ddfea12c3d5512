using ServerlessGuard.Core.Audit.Merkle;
using ServerlessGuard.Core.Audit.Tiles;

namespace ServerlessGuard.Core.Audit.Verification;

/// <summary>
/// Counts the tree up again from the leaf hashes of its bundles, in order: the nodes of every level of tiles, and the
/// roots of the sizes that were requested.
/// </summary>
internal sealed class TreeRecount(IEnumerable<long> sizes)
{
    private readonly CompactRange _bundles = new();
    private readonly Queue<long> _sizes = new(sizes.Distinct().Order());
    private readonly List<List<MerkleHash>> _levels = [];

    public long Size { get; private set; }

    public Dictionary<long, MerkleHash> Roots { get; } = [];

    /// <summary>Adds a bundle's leaves; only the last one may be shorter than a full bundle.</summary>
    public void Add(MerkleHash[] leaves)
    {
        while (_sizes.TryPeek(out var size) && size <= Size + leaves.Length)
        {
            var part = new CompactRange();
            foreach (var leaf in leaves.AsSpan(0, (int)(size - Size)))
            {
                part.Append(leaf);
            }

            Roots[_sizes.Dequeue()] = _bundles.RootWith(part.RootWith(null)) ?? MerkleHash.EmptyTree;
        }

        Size += leaves.Length;
        if (leaves.Length == TileAddress.FullWidth)
        {
            var node = CompactRange.Perfect(leaves);
            _bundles.Append(node);
            AddNode(1, node);
        }
    }

    /// <summary>The nodes of a level of tiles from 1 on: all of them, in order.</summary>
    public List<MerkleHash> NodesAt(int level) => level <= _levels.Count ? _levels[level - 1] : [];

    private void AddNode(int level, MerkleHash node)
    {
        if (_levels.Count < level)
        {
            _levels.Add([]);
        }

        var nodes = _levels[level - 1];
        nodes.Add(node);
        if (nodes.Count % TileAddress.FullWidth == 0)
        {
            AddNode(
                level + 1,
                CompactRange.Perfect(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(nodes)[^TileAddress.FullWidth..]));
        }
    }
}
