namespace ServerlessGuard.Core.Monitoring;

/// <summary>The rates of an event that are no change.</summary>
public readonly record struct RateRange(double Low, double High)
{
    /// <summary>A change of the odds by less than this factor is none, however many interactions show it.</summary>
    public const double Tolerance = 1.1;

    /// <summary>Each bound of a baseline's rate is wrong with at most this probability.</summary>
    public const double Miss = 1e-4;

    /// <summary>No rate is taken as certain: an event that a baseline never saw may still happen once in a million.</summary>
    private const double Smallest = 1e-6;

    /// <summary>
    /// The rates that the counts leave possible, widened by <see cref="Tolerance"/>. The bound is Chernoff's: a rate p with
    /// n KL(hits/n, p) above log(1/<see cref="Miss"/>) is impossible (Hoeffding, JASA 58, 1963, theorem 1), for any n. So the error of the
    /// estimate is in the range, and no alarm comes of a short baseline.
    /// </summary>
    public static RateRange Of(long hits, long trials)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(hits);
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, hits);
        if (trials == 0)
        {
            return new(0, 1);
        }

        var (rate, most) = ((double)hits / trials, Math.Log(1 / Miss) / trials);
        return new(
            Math.Max(Smallest, Shift(Bound(rate, 0, most), 1 / Tolerance)), Math.Min(1 - Smallest, Shift(Bound(rate, 1, most), Tolerance)));
    }

    /// <summary>The smallest range with both.</summary>
    public RateRange Hull(RateRange other) => new(Math.Min(Low, other.Low), Math.Max(High, other.High));

    /// <summary>A rate whose odds are multiplied.</summary>
    internal static double Shift(double rate, double factor) => rate * factor / (1 - rate + (rate * factor));

    /// <summary>The divergence of Bernoulli rates, in nats.</summary>
    internal static double Divergence(double of, double from) => Part(of, from) + Part(1 - of, 1 - from);

    private static double Part(double of, double from) => of <= 0 ? 0 : from <= 0 ? double.PositiveInfinity : of * Math.Log(of / from);

    private static double Bound(double rate, double end, double most)
    {
        var (near, far) = (rate, end);
        for (var i = 0; i < 60; i++)
        {
            var middle = (near + far) / 2;
            (near, far) = Divergence(rate, middle) <= most ? (middle, far) : (near, middle);
        }

        return near;
    }
}
