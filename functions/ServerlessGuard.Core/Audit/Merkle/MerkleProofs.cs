namespace ServerlessGuard.Core.Audit.Merkle;

/// <summary>
/// Checks proofs, as RFC 9162 sections 2.1.3.2 and 2.1.4.2 say (the trees are those of RFC 6962). A proof of the wrong
/// length is refused.
/// </summary>
public static class MerkleProofs
{
    /// <summary>Whether the leaf is at the index of the tree with this size and root.</summary>
    public static bool IsIncluded(long index, long size, MerkleHash leaf, IReadOnlyList<MerkleHash> proof, MerkleHash root)
    {
        ArgumentNullException.ThrowIfNull(proof);
        if (index < 0 || index >= size)
        {
            return false;
        }

        var (node, last, hash) = (index, size - 1, leaf);
        foreach (var sibling in proof)
        {
            if (last == 0)
            {
                return false;
            }

            if ((node & 1) == 1 || node == last)
            {
                hash = MerkleHash.Node(sibling, hash);
                while ((node & 1) == 0 && node != 0)
                {
                    (node, last) = (node >> 1, last >> 1);
                }
            }
            else
            {
                hash = MerkleHash.Node(hash, sibling);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && hash == root;
    }

    /// <summary>Whether the tree of the first size is a prefix of the second.</summary>
    public static bool IsConsistent(long first, long second, MerkleHash firstRoot, MerkleHash secondRoot, IReadOnlyList<MerkleHash> proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        if (first < 0 || first > second)
        {
            return false;
        }

        if (first == second || first == 0)
        {
            return proof.Count == 0 && (first == 0 ? firstRoot == MerkleHash.EmptyTree : firstRoot == secondRoot);
        }

        // When the first tree is perfect, its root is the first hash of the path and is left out of the proof.
        IEnumerable<MerkleHash> path = (first & (first - 1)) == 0 ? proof.Prepend(firstRoot) : proof;
        var (node, last) = (first - 1, second - 1);
        while ((node & 1) == 1)
        {
            (node, last) = (node >> 1, last >> 1);
        }

        using var hashes = path.GetEnumerator();
        if (!hashes.MoveNext())
        {
            return false;
        }

        var (old, whole) = (hashes.Current, hashes.Current);
        while (hashes.MoveNext())
        {
            if (last == 0)
            {
                return false;
            }

            if ((node & 1) == 1 || node == last)
            {
                (old, whole) = (MerkleHash.Node(hashes.Current, old), MerkleHash.Node(hashes.Current, whole));
                while ((node & 1) == 0 && node != 0)
                {
                    (node, last) = (node >> 1, last >> 1);
                }
            }
            else
            {
                whole = MerkleHash.Node(whole, hashes.Current);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && old == firstRoot && whole == secondRoot;
    }
}
