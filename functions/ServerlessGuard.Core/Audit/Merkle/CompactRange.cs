using System.Numerics;

namespace ServerlessGuard.Core.Audit.Merkle;

/// <summary>
/// The right edge of a growing tree: the roots of its largest whole subtrees, left to right. Enough to append and to
/// give the root, in O(log n) memory. Leaves may themselves be roots of equally large whole subtrees.
/// </summary>
public sealed class CompactRange
{
    private readonly List<MerkleHash> _subtrees = new(64);

    public long Size { get; private set; }

    /// <summary>The root of the perfect tree over the hashes; their number is a power of two.</summary>
    public static MerkleHash Perfect(ReadOnlySpan<MerkleHash> hashes)
    {
        if (!BitOperations.IsPow2(hashes.Length))
        {
            throw new ArgumentException("A perfect tree has a power of two of leaves.", nameof(hashes));
        }

        return hashes.Length == 1
            ? hashes[0]
            : MerkleHash.Node(Perfect(hashes[..(hashes.Length / 2)]), Perfect(hashes[(hashes.Length / 2)..]));
    }

    public void Append(MerkleHash hash)
    {
        for (var size = Size; (size & 1) == 1; size >>= 1)
        {
            hash = MerkleHash.Node(_subtrees[^1], hash);
            _subtrees.RemoveAt(_subtrees.Count - 1);
        }

        _subtrees.Add(hash);
        Size++;
    }

    public MerkleHash Root() => RootWith(null) ?? MerkleHash.EmptyTree;

    /// <summary>The root when a smaller tree stands to the right; null when there is nothing at all.</summary>
    public MerkleHash? RootWith(MerkleHash? right)
    {
        for (var i = _subtrees.Count - 1; i >= 0; i--)
        {
            right = right is { } r ? MerkleHash.Node(_subtrees[i], r) : _subtrees[i];
        }

        return right;
    }
}
