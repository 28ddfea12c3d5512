using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Monitoring;

/// <summary>
/// Detects that the rate of an event left a range, as an e-detector (Shin, Ramdas, Rinaldo, "E-detectors", New England Journal of
/// Statistics in Data Science 2, 2024): the sum of e-processes of which one starts at every hour. With
/// <c>M(t) = (M(t-1) + w(t)) L(t)</c>, where L is the likelihood ratio of an alternative to the nearest rate of the range, and w at most 1,
/// the mean of M at any stopping time is at most the mean number of hours: so the mean time until M reaches a threshold is at least that
/// many hours, whatever the traffic is. The likelihood ratio is an e-value for every rate of the range, since its mean is linear in the
/// rate and 1 at the bound. A function of counts: order and instances do not matter, and an hour that is not over may be looked at.
/// <para>
/// w is the information that the hour's interactions carry (trials times the divergence, at most 1), known before their outcomes. With w
/// = 1 an application that hardly talks would reach every threshold by waiting.
/// </para>
/// </summary>
public static class RateDetector
{
    /// <summary>The smallest logarithm that is kept.</summary>
    public const double Nothing = -700;

    /// <summary>Alternatives, as factors of the odds at the range's bounds; those below 1 are under the lower one.</summary>
    internal static readonly double[] Factors = [0.05, 0.2, 0.5, 1 / 1.3, 1.3, 2, 5, 20];

    public static RateState Start { get; } = new()
    {
        LogM = [.. Factors.Select(static _ => Nothing)],
        Best = [.. Factors.Select(static _ => 0.0)],
        Since = [.. Factors.Select(static _ => 0L)],
    };

    /// <summary>The state after an hour with <paramref name="hits"/> of <paramref name="trials"/>.</summary>
    /// <param name="hour">Hours since 1970: the start that explains most is told by it.</param>
    public static RateState Next(RateState state, long hits, long trials, RateRange range, long hour)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, hits);
        if (trials == 0)
        {
            return state;
        }

        var (logM, best, since) = (new double[Factors.Length], new double[Factors.Length], new long[Factors.Length]);
        for (var i = 0; i < Factors.Length; i++)
        {
            var bound = Factors[i] > 1 ? range.High : range.Low;
            var other = RateRange.Shift(bound, Factors[i]);
            if (bound is <= 0 or >= 1 || other is <= 0 or >= 1)
            {
                (logM[i], best[i], since[i]) = (Nothing, 0, hour);
                continue;
            }

            var logL = (hits * Math.Log(other / bound)) + ((trials - hits) * Math.Log((1 - other) / (1 - bound)));
            var weight = Math.Min(1, trials * RateRange.Divergence(other, bound));
            logM[i] = Kept(Sum(state.LogM[i], Math.Log(weight)) + logL);
            (best[i], since[i]) = state.Best[i] > 0 ? (Kept(state.Best[i] + logL), state.Since[i]) : (Kept(logL), hour);
        }

        return new() { LogM = logM, Best = best, Since = since };
    }

    /// <summary>The logarithm of the mean of e-detectors is that of an e-detector.</summary>
    public static double LogMean(IEnumerable<double> logs)
    {
        ArgumentNullException.ThrowIfNull(logs);
        var all = logs.ToArray();
        return all.Length == 0 ? Nothing : all.Aggregate(Nothing, Sum) - Math.Log(all.Length);
    }

    /// <summary>The same over the alternatives above the range alone: a fall is no alarm then.</summary>
    public static double LogRise(RateState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return LogMean(state.LogM.Where(static (_, i) => Factors[i] > 1));
    }

    /// <summary>The strongest alternative above the range, and since which hour it is.</summary>
    public static (double LogM, long Since) StrongestRise(RateState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var strongest = Enumerable.Range(0, Factors.Length).Where(static i => Factors[i] > 1).MaxBy(i => state.LogM[i]);
        return (state.LogM[strongest], state.Since[strongest]);
    }

    private static double Sum(double left, double right)
    {
        var (large, small) = left > right ? (left, right) : (right, left);
        return large + Math.Log(1 + Math.Exp(small - large));
    }

    // A stored number is what the next hour goes on with, so it is rounded before it is used: to the same digits everywhere.
    private static double Kept(double log) => Math.Round(Math.Max(log, Nothing), 6);
}

/// <summary>The state of one event's detectors, one number per alternative.</summary>
public sealed record RateState
{
    /// <summary>The e-detectors, as natural logarithms.</summary>
    [JsonPropertyName("logM")]
    public required IReadOnlyList<double> LogM { get; init; }

    /// <summary>The largest likelihood ratio over all starts, and since which hour: the time of the change, if there was one.</summary>
    [JsonPropertyName("best")]
    public required IReadOnlyList<double> Best { get; init; }

    [JsonPropertyName("since")]
    public required IReadOnlyList<long> Since { get; init; }
}
