using ServerlessGuard.Core.Audit.Merkle;

namespace ServerlessGuard.Core.Tests.Audit.Merkle;

/// <summary>Every proof of every small tree, against a tree computed as the definition says.</summary>
public sealed class MerkleProofTests
{
    private const int Largest = 40;

    private static readonly MerkleHash[] Leaves = [.. Enumerable.Range(0, Largest).Select(static i => MerkleHash.Leaf([(byte)i]))];

    [Fact]
    public void Accepts_EveryTrueInclusion_AndNoOther()
    {
        for (var size = 1; size <= Largest; size++)
        {
            var root = Defined(0, size);
            for (var index = 0; index < size; index++)
            {
                var proof = MerklePath.Inclusion(index, size).Select(static p => Defined(p.Begin, p.End)).ToArray();
                MerkleProofs.IsIncluded(index, size, Leaves[index], proof, root).ShouldBeTrue();
                MerkleProofs.IsIncluded(index, size, Leaves[(index + 1) % Largest], proof, root).ShouldBeFalse();
                MerkleProofs.IsIncluded(index + 1, size, Leaves[index], proof, root).ShouldBeFalse();
                MerkleProofs.IsIncluded(index, size, Leaves[index], [.. proof, root], root).ShouldBeFalse();
                MerkleProofs.IsIncluded(index, size, Leaves[index], proof, Leaves[0] == root ? Leaves[1] : Leaves[0]).ShouldBeFalse();
                for (var i = 0; i < proof.Length; i++)
                {
                    MerkleProofs.IsIncluded(index, size, Leaves[index], [.. proof[..i], .. proof[(i + 1)..]], root).ShouldBeFalse();
                    MerkleProofs.IsIncluded(index, size, Leaves[index], [.. proof[..i], root, .. proof[(i + 1)..]], root).ShouldBeFalse();
                }
            }
        }
    }

    [Fact]
    public void Accepts_EveryTrueConsistency_AndNoOther()
    {
        var other = MerkleHash.Leaf("other"u8);
        for (var second = 1; second <= Largest; second++)
        {
            for (var first = 0; first <= second; first++)
            {
                var (old, whole) = (Defined(0, first), Defined(0, second));
                var proof = MerklePath.Consistency(first, second).Select(static p => Defined(p.Begin, p.End)).ToArray();
                MerkleProofs.IsConsistent(first, second, old, whole, proof).ShouldBeTrue($"{first} {second}");
                MerkleProofs.IsConsistent(first, second, other, whole, proof).ShouldBeFalse();
                MerkleProofs.IsConsistent(first, second, old, whole, [.. proof, other]).ShouldBeFalse();
                if (first > 0)
                {
                    MerkleProofs.IsConsistent(first, second, old, other, proof).ShouldBeFalse();
                    MerkleProofs.IsConsistent(second + 1, second, old, whole, proof).ShouldBeFalse();
                }

                for (var i = 0; i < proof.Length; i++)
                {
                    MerkleProofs.IsConsistent(first, second, old, whole, [.. proof[..i], other, .. proof[(i + 1)..]]).ShouldBeFalse();
                    MerkleProofs.IsConsistent(first, second, old, whole, [.. proof[..i], .. proof[(i + 1)..]]).ShouldBeFalse();
                }
            }
        }
    }

    /// <summary>MTH of RFC 6962 section 2.1, as it is written there.</summary>
    private static MerkleHash Defined(long begin, long end)
    {
        if (end <= begin)
        {
            return MerkleHash.EmptyTree;
        }

        if (end - begin == 1)
        {
            return Leaves[begin];
        }

        long split = 1;
        while (split * 2 < end - begin)
        {
            split *= 2;
        }

        return MerkleHash.Node(Defined(begin, begin + split), Defined(begin + split, end));
    }
}
