using CsCheck;
using ServerlessGuard.Core.Monitoring;

namespace ServerlessGuard.Core.Tests.Monitoring;

public sealed class RateDetectorTests
{
    /// <summary>
    /// The mean of M after one hour from nothing is w, at most 1, for every rate of the range: that is the whole guarantee.
    /// </summary>
    [Fact]
    public void OneHour_HasAMeanOfAtMostOne_ForEveryRateOfTheRange() =>
        Gen.Select(Gen.Double[0.001, 0.6], Gen.Double[0, 0.3], Gen.Double[0, 1], Gen.Int[1, 60]).Sample((low, width, within, trials) =>
        {
            var range = new RateRange(low, low + width);
            var rate = range.Low + (within * width);
            for (var factor = 0; factor < RateDetector.Factors.Length; factor++)
            {
                var mean = 0.0;
                for (var hits = 0; hits <= trials; hits++)
                {
                    mean += Binomial(trials, hits, rate) * Math.Exp(RateDetector.Next(Zero, hits, trials, range, 0).LogM[factor]);
                }

                mean.ShouldBeLessThanOrEqualTo(1 + 1e-4);
            }
        });

    /// <summary>And of any M it is at most M + 1, so that the mean grows by at most one an hour.</summary>
    [Fact]
    public void TheMean_GrowsByAtMostOneAnHour()
    {
        var range = new RateRange(0.05, 0.1);
        var state = RateDetector.Next(RateDetector.Start, 9, 50, range, 0);
        foreach (var rate in (double[])[0.05, 0.07, 0.1])
        {
            for (var factor = 0; factor < RateDetector.Factors.Length; factor++)
            {
                var mean = Enumerable.Range(0, 41)
                    .Sum(hits => Binomial(40, hits, rate) * Math.Exp(RateDetector.Next(state, hits, 40, range, 1).LogM[factor]));
                mean.ShouldBeLessThanOrEqualTo(Math.Exp(state.LogM[factor]) + 1 + 1e-4);
            }
        }
    }

    /// <summary>An hour that is looked at half way is the same hour in the end.</summary>
    [Fact]
    public void AnHour_IsItsCounts_WhoeverCountedThem() =>
        Gen.Select(Gen.Int[0, 30], Gen.Int[0, 30], Gen.Int[0, 30], Gen.Int[0, 30]).Sample((a, b, c, d) =>
        {
            var range = RateRange.Of(30, 1000);
            var whole = RateDetector.Next(RateDetector.Start, a + c, a + b + c + d, range, 4);
            whole.LogM.ShouldBe(RateDetector.Next(RateDetector.Start, c + a, c + d + a + b, range, 4).LogM);
        });

    [Fact]
    public void FewFalseAlarms_InThousandsOfHours_WithALearntBaseline()
    {
        // At most 40 x 1000 / 2160 hours give an alarm in the mean, so at most 18.5 of 40 runs; the bound is not tight.
        var random = new Random(5);
        var alarms = Enumerable.Range(0, 40).Count(_ => HoursUntilAlarm(random, 0.03, 0.03, 1000) is not null);
        alarms.ShouldBeLessThanOrEqualTo(18);
    }

    [Theory]
    [InlineData(0.03, 0.06, 60)]
    [InlineData(0.03, 0.15, 6)]
    [InlineData(0.001, 0.05, 12)]
    [InlineData(0.3, 0.1, 8)]
    public void Shifts_AreFoundWithinHours_OfSixtyInteractions(double before, double after, int atMost)
    {
        var random = new Random(6);
        var hours = Enumerable.Range(0, 31).Select(_ => HoursUntilAlarm(random, before, after, 2000) ?? int.MaxValue).Order().ToList();
        hours[15].ShouldBeLessThanOrEqualTo(atMost);
    }

    [Fact]
    public void TheStart_IsNearTheChange()
    {
        var random = new Random(7);
        var (state, range) = (RateDetector.Start, RateRange.Of(300, 10_000));
        for (var hour = 0; hour < 200; hour++)
        {
            state = RateDetector.Next(state, Hits(random, 60, hour < 150 ? 0.03 : 0.12), 60, range, hour);
        }

        var strongest = Enumerable.Range(0, state.LogM.Count).MaxBy(i => state.LogM[i]);
        state.Since[strongest].ShouldBeInRange(147, 153);
    }

    [Fact]
    public void ASilentApplication_NeverAlarms()
    {
        var state = RateDetector.Start;
        var range = RateRange.Of(0, 100);
        for (var hour = 0; hour < 20_000; hour++)
        {
            state = RateDetector.Next(state, 0, hour % 24 == 0 ? 1 : 0, range, hour);
        }

        RateDetector.LogMean(state.LogM).ShouldBeLessThan(Math.Log(100));
    }

    [Fact]
    public void Ranges_HoldTheRate_AndNarrow() => Gen.Select(Gen.Int[1, 5000], Gen.Double[0, 1]).Sample((trials, share) =>
    {
        var hits = (long)(trials * share);
        var (narrow, wide) = (RateRange.Of(10 * hits, 10L * trials), RateRange.Of(hits, trials));
        wide.Low.ShouldBeLessThanOrEqualTo(Math.Max(1e-6, (double)hits / trials));
        wide.High.ShouldBeGreaterThanOrEqualTo(Math.Min(1 - 1e-6, (double)hits / trials));
        narrow.Low.ShouldBeGreaterThanOrEqualTo(wide.Low - 1e-9);
        narrow.High.ShouldBeLessThanOrEqualTo(wide.High + 1e-9);
    });

    /// <summary>The hours until the mixture reaches an average run of 90 days; null: it did not.</summary>
    private static int? HoursUntilAlarm(Random random, double before, double after, int most)
    {
        var range = RateRange.Of(Hits(random, 5000, before), 5000);
        var state = RateDetector.Start;
        for (var hour = 0; hour < most; hour++)
        {
            state = RateDetector.Next(state, Hits(random, 60, after), 60, range, hour);
            if (RateDetector.LogMean(state.LogM) >= Math.Log(2160))
            {
                return hour + 1;
            }
        }

        return null;
    }

    private static RateState Zero => RateDetector.Start;

    private static int Hits(Random random, int trials, double rate) =>
        Enumerable.Range(0, trials).Count(_ => random.NextDouble() < rate);

    private static double Binomial(int n, int k, double p)
    {
        var log = 0.0;
        for (var i = 0; i < k; i++)
        {
            log += Math.Log((double)(n - i) / (i + 1));
        }

        return Math.Exp(log + (k * Math.Log(p)) + ((n - k) * Math.Log(1 - p)));
    }
}
