using System.Numerics;

namespace ServerlessGuard.Core.Audit.Merkle;

/// <summary>The subtrees of a proof, after RFC 6962 sections 2.1.1 and 2.1.2: ranges of leaves [begin, end).</summary>
internal static class MerklePath
{
    public static List<(long Begin, long End)> Inclusion(long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var path = new List<(long, long)>();
        var (begin, end) = (0L, size);
        while (end - begin > 1)
        {
            var middle = begin + Split(end - begin);
            path.Add(index < middle ? (middle, end) : (begin, middle));
            (begin, end) = index < middle ? (begin, middle) : (middle, end);
        }

        path.Reverse();
        return path;
    }

    public static List<(long Begin, long End)> Consistency(long first, long second)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, second);
        var path = new List<(long, long)>();
        if (first == 0 || first == second)
        {
            return path;
        }

        var (begin, end) = (0L, second);
        while (end != first)
        {
            var middle = begin + Split(end - begin);
            path.Add(first <= middle ? (middle, end) : (begin, middle));
            (begin, end) = first <= middle ? (begin, middle) : (middle, end);
        }

        if (begin != 0)
        {
            path.Add((begin, end));
        }

        path.Reverse();
        return path;
    }

    /// <summary>The largest power of two below the count.</summary>
    public static long Split(long count) => 1L << (63 - BitOperations.LeadingZeroCount((ulong)(count - 1)));
}
