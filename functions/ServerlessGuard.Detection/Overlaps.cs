namespace ServerlessGuard.Detection;

/// <summary>Turns findings that overlap into regions that do not.</summary>
public static class Overlaps
{
    /// <summary>
    /// The longest region in UTF-16 units that is built from overlapping findings; what continues beyond it becomes the
    /// next region. Without it, a text of endlessly overlapping findings would have to be held in memory whole.
    /// </summary>
    public const int MaxRegion = 64 * 1024;

    /// <summary>
    /// Regions from left to right, none overlapping. Findings that share at least one unit form one region: their union,
    /// so that no finding's text survives a replacement. The region's best finding is, in this order: a secret before
    /// personal data before anything else; the more confident; the longer; the earlier; the smaller rule id (ordinal).
    /// </summary>
    /// <param name="findings">In any order.</param>
    /// <param name="floor">Units before this offset belong to a region that was handed out earlier and are left out.</param>
    public static IReadOnlyList<FindingCluster> Resolve(IReadOnlyList<Finding> findings, int floor = 0)
    {
        ArgumentNullException.ThrowIfNull(findings);
        if (findings.Count == 0)
        {
            return [];
        }

        var ordered = findings.Where(finding => finding.Length > 0 && finding.End > floor).ToArray();
        Array.Sort(ordered, static (left, right) => left.Start != right.Start ? left.Start - right.Start : CompareRank(left, right));
        var regions = new List<FindingCluster>();
        for (var first = 0; first < ordered.Length;)
        {
            var start = Math.Max(ordered[first].Start, floor);
            var end = ordered[first].End;
            var best = ordered[first];
            var next = first + 1;
            for (; next < ordered.Length && ordered[next].Start < end; next++)
            {
                var candidate = ordered[next];
                if (candidate.End > end && candidate.End - start > MaxRegion)
                {
                    break;
                }

                end = Math.Max(end, candidate.End);
                best = CompareRank(candidate, best) < 0 ? candidate : best;
            }

            regions.Add(new FindingCluster(start, end - start, best, new ArraySegment<Finding>(ordered, first, next - first)));
            first = Skip(ordered, next, end);
            floor = end;
        }

        return regions;
    }

    // After a region was cut at MaxRegion, findings that end inside it say nothing about the next one.
    private static int Skip(Finding[] ordered, int next, int end)
    {
        while (next < ordered.Length && ordered[next].End <= end)
        {
            next++;
        }

        return next;
    }

    private static int CompareRank(Finding left, Finding right)
    {
        var order = Weight(left).CompareTo(Weight(right));
        order = order != 0 ? order : right.Confidence.CompareTo(left.Confidence);
        order = order != 0 ? order : right.Length.CompareTo(left.Length);
        order = order != 0 ? order : left.Start.CompareTo(right.Start);
        return order != 0 ? order : string.CompareOrdinal(left.Rule.Id, right.Rule.Id);
    }

    private static int Weight(Finding finding) => finding.Rule.Category switch
    {
        FindingCategory.Secret => 0,
        FindingCategory.Personal => 1,
        _ => 2,
    };
}

/// <summary>
/// Findings that overlap, directly or through others, as one region. <paramref name="Best"/> names it;
/// <paramref name="Members"/> are ordered by start.
/// </summary>
public readonly record struct FindingCluster(int Start, int Length, Finding Best, ArraySegment<Finding> Members)
{
    public int End => Start + Length;
}
