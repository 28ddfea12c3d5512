namespace ServerlessGuard.Core.Monitoring;

/// <summary>
/// Distances between two distributions, for people to read. No alarm follows from one: neither has a bound on false alarms.
/// </summary>
public static class Distances
{
    /// <summary>Added to each bucket that one of the two has, so that an empty one gives no infinite distance.</summary>
    private const double Half = 0.5;

    /// <summary>The population stability index, in nats; at most 0.1 is commonly called stable, above 0.25 changed.</summary>
    public static double Psi(IReadOnlyList<long> before, IReadOnlyList<long> after) =>
        Sum(before, after, static (p, q) => (q - p) * Math.Log(q / p));

    /// <summary>The Jensen-Shannon divergence, in bits: 0 for the same distribution, 1 for two without a common bucket.</summary>
    public static double JensenShannon(IReadOnlyList<long> before, IReadOnlyList<long> after) => Sum(before, after, static (p, q) =>
    {
        var middle = (p + q) / 2;
        return ((p * Math.Log2(p / middle)) + (q * Math.Log2(q / middle))) / 2;
    });

    private static double Sum(IReadOnlyList<long> before, IReadOnlyList<long> after, Func<double, double, double> term)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var buckets = Enumerable.Range(0, Math.Max(before.Count, after.Count)).Where(i => At(before, i) + At(after, i) > 0).ToList();
        var (left, right) = (before.Sum() + (Half * buckets.Count), after.Sum() + (Half * buckets.Count));
        return before.Sum() == 0 || after.Sum() == 0
            ? 0
            : buckets.Sum(i => term((At(before, i) + Half) / left, (At(after, i) + Half) / right));
    }

    private static long At(IReadOnlyList<long> counts, int bucket) => bucket < counts.Count ? counts[bucket] : 0;
}
