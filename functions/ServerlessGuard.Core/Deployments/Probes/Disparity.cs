namespace ServerlessGuard.Core.Deployments.Probes;

/// <summary>
/// The difference between two shares with its 95% interval: Newcombe's hybrid of two Wilson score intervals
/// (Statistics in Medicine 17, 1998, method 10). Pairs answer alike more often than strangers do, so that for them the
/// interval is wider than it need be, never narrower.
/// </summary>
public readonly record struct Disparity(double Difference, double Low, double High)
{
    private const double Z = 1.959963984540054;

    public static Disparity Of(int favourable, int asked, int otherFavourable, int otherAsked)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(asked);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(otherAsked);
        var (p, low, high) = Wilson(favourable, asked);
        var (q, otherLow, otherHigh) = Wilson(otherFavourable, otherAsked);
        return new(
            p - q,
            p - q - double.Hypot(p - low, otherHigh - q),
            p - q + double.Hypot(high - p, q - otherLow));
    }

    /// <summary>Whether the whole interval lies within <paramref name="most"/> of zero.</summary>
    public bool IsWithin(double most) => Low >= -most && High <= most;

    /// <summary>How many answers per group it takes to show a disparity within <paramref name="most"/>, if all are alike.</summary>
    public static int LeastAsked(double most)
    {
        if (most <= 0)
        {
            return int.MaxValue;
        }

        var asked = Math.Max(1, (int)(Z * Z * (1 - most) / most) - 1);
        while (!Of(asked, asked, asked, asked).IsWithin(most))
        {
            asked++;
        }

        return asked;
    }

    private static (double Share, double Low, double High) Wilson(int count, int of)
    {
        var share = (double)count / of;
        var centre = share + (Z * Z / (2 * of));
        var spread = Z * Math.Sqrt((share * (1 - share) / of) + (Z * Z / (4.0 * of * of)));
        var scale = 1 + (Z * Z / of);
        return (share, Math.Max(0, (centre - spread) / scale), Math.Min(1, (centre + spread) / scale));
    }
}
