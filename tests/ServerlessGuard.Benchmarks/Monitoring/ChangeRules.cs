using ServerlessGuard.Core.Monitoring;

namespace ServerlessGuard.Benchmarks.Monitoring;

/// <summary>
/// A rule that looks at one event's hourly counts; an alarm is a statistic above a threshold, which the benchmark calibrates.
/// </summary>
internal abstract class ChangeRule
{
    /// <summary>The statistic after an hour with so many hits.</summary>
    public abstract double Next(int hour, int hits, int trials);

    public static IReadOnlyList<(string Name, Func<long, long, ChangeRule> Make)> All { get; } =
    [
        ("e-detector (the guard's)", static (hits, trials) => new EDetector(hits, trials)),
        ("CUSUM for twice and half the odds", static (hits, trials) => new Cusum((double)hits / trials)),
        ("Page-Hinkley", static (hits, trials) => new PageHinkley((double)hits / trials)),
        ("mean and sigmas, hourly", static (hits, trials) => new Sigmas((double)hits / trials)),
        ("PSI of daily windows", static (hits, trials) => new DailyPsi(hits, trials)),
    ];

    private sealed class EDetector(long hits, long trials) : ChangeRule
    {
        private readonly RateRange _range = RateRange.Of(hits, trials);
        private RateState _state = RateDetector.Start;

        public override double Next(int hour, int hits, int trials)
        {
            _state = RateDetector.Next(_state, hits, trials, _range, hour);
            return RateDetector.LogMean(_state.LogM);
        }
    }

    private sealed class Cusum(double rate) : ChangeRule
    {
        private double _up;
        private double _down;

        public override double Next(int hour, int hits, int trials)
        {
            (_up, _down) = (Step(_up, RateRange.Shift(rate, 2)), Step(_down, RateRange.Shift(rate, 0.5)));
            return Math.Max(_up, _down);

            double Step(double sum, double other) => Math.Max(
                0, sum + (hits * Math.Log(other / rate)) + ((trials - hits) * Math.Log((1 - other) / (1 - rate))));
        }
    }

    /// <summary>With a tolerance of half a standard deviation of an hour.</summary>
    private sealed class PageHinkley(double rate) : ChangeRule
    {
        private double _up;
        private double _down;

        public override double Next(int hour, int hits, int trials)
        {
            var sigma = Math.Sqrt(rate * (1 - rate) / trials);
            var off = (((double)hits / trials) - rate) / sigma;
            (_up, _down) = (Math.Max(0, _up + off - 0.5), Math.Max(0, _down - off - 0.5));
            return Math.Max(_up, _down);
        }
    }

    private sealed class Sigmas(double rate) : ChangeRule
    {
        public override double Next(int hour, int hits, int trials) =>
            Math.Abs(((double)hits / trials) - rate) / Math.Sqrt(rate * (1 - rate) / trials);
    }

    private sealed class DailyPsi(long hits, long trials) : ChangeRule
    {
        private long _hits;
        private long _trials;

        public override double Next(int hour, int seen, int of)
        {
            (_hits, _trials) = (_hits + seen, _trials + of);
            if (hour % 24 != 23)
            {
                return 0;
            }

            var psi = Distances.Psi([trials - hits, hits], [_trials - _hits, _hits]);
            (_hits, _trials) = (0, 0);
            return psi;
        }
    }
}
