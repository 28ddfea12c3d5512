using CsCheck;
using ServerlessGuard.Core.Outcomes;

namespace ServerlessGuard.Core.Tests.Outcomes;

public sealed class RateTestTests
{
    private static readonly Gen<OutcomeCount> AnyCount = Gen.Select(Gen.Long[0, 1_000_000], Gen.Double[0, 1])
        .Select(static (trials, share) => new OutcomeCount(trials, (long)(trials * share)));

    /// <summary>
    /// The whole claim, by exact enumeration: whoever chooses after every outcome whether to stop and which of the two to
    /// ask next, knowing all that was seen, gets at most 1 on average while the candidate is no worse.
    /// </summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(40, 3)]
    [InlineData(200, 0)]
    [InlineData(30, 30)]
    public void IsWorthAtMostOne_HoweverOneStops(long historyTrials, long historyHarms)
    {
        const int Longest = 9;
        var history = new OutcomeCount(historyTrials, historyHarms);
        foreach (var baseline in (double[])[0.001, 0.01, 0.05, 0.2, 0.5, 0.9, 1])
        {
            foreach (var candidate in (double[])[baseline, baseline * 0.7, 0])
            {
                var best = new Dictionary<(int, int, int, int), double>();
                double Best(int nc, int sc, int nb, int sb)
                {
                    if (best.TryGetValue((nc, sc, nb, sb), out var known))
                    {
                        return known;
                    }

                    var value = Math.Exp(RateTest.LogE(new OutcomeCount(nc, sc), new OutcomeCount(nb, sb), history));
                    if (nc < Longest)
                    {
                        value = Math.Max(value, (candidate * Best(nc + 1, sc + 1, nb, sb)) + ((1 - candidate) * Best(nc + 1, sc, nb, sb)));
                    }

                    if (nb < Longest)
                    {
                        value = Math.Max(value, (baseline * Best(nc, sc, nb + 1, sb + 1)) + ((1 - baseline) * Best(nc, sc, nb + 1, sb)));
                    }

                    return best[(nc, sc, nb, sb)] = value;
                }

                Best(0, 0, 0, 0).ShouldBeLessThanOrEqualTo(1 + 1e-9, $"candidate {candidate}, baseline {baseline}");
            }
        }
    }

    /// <summary>A guard against a test that cannot fail: what the bound above would look like if it did not hold.</summary>
    [Fact]
    public void IsWorthMoreThanOne_WhenTheCandidateIsWorse()
    {
        var expected = 0.0;
        for (var sc = 0; sc <= 40; sc++)
        {
            expected += Binomial(40, sc, 0.5) * Math.Exp(RateTest.LogE(new OutcomeCount(40, sc), new OutcomeCount(100, 1), default));
        }

        expected.ShouldBeGreaterThan(1000);
    }

    [Fact]
    public void IsFinite_AndNothingBeforeAnyOutcome()
    {
        RateTest.LogE(default, default, default).ShouldBe(0, 1e-12);
        Gen.Select(AnyCount, AnyCount, AnyCount)
            .Sample(static (candidate, baseline, history) => double.IsFinite(RateTest.LogE(candidate, baseline, history)));
        double.IsFinite(RateTest.LogE(new OutcomeCount(1L << 52, 1L << 51), new OutcomeCount(1L << 52, 1), default)).ShouldBeTrue();
    }

    /// <summary>Once there is evidence, a further harm of the candidate's is more of it, and one of the baseline's is less.</summary>
    [Fact]
    public void GoesTheWayOfTheHarms() =>
        Gen.Select(Gen.Long[1, 5000], Gen.Double[0, 1], Gen.Long[1, 5000], Gen.Double[0, 1]).Sample(static (nc, c, nb, b) =>
        {
            var (candidate, baseline) = (new OutcomeCount(nc, (long)((nc - 1) * c)), new OutcomeCount(nb, (long)((nb - 1) * b)));
            var before = RateTest.LogE(candidate, baseline, default);
            return before <= 0
                || (RateTest.LogE(candidate with { Harms = candidate.Harms + 1 }, baseline, default) > before
                    && (baseline.Rate < 0.1 || RateTest.LogE(candidate, baseline with { Harms = baseline.Harms + 1 }, default) < before));
        });

    [Fact]
    public void SaysNothing_WhenTheCandidateIsAsGood() =>
        RateTest.LogE(new OutcomeCount(5000, 50), new OutcomeCount(5000, 50), new OutcomeCount(5000, 50)).ShouldBeLessThan(0);

    [Fact]
    public void Refuses_WhatIsNoCount()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => RateTest.LogE(new OutcomeCount(1, 2), default, default));
        Should.Throw<ArgumentOutOfRangeException>(() => RateTest.LogE(default, new OutcomeCount(1, -1), default));
    }

    [Fact]
    public void GammaIsExact()
    {
        var factorial = 0.0;
        for (var n = 1; n < 170; n++)
        {
            LogGamma.Of(n).ShouldBe(factorial, 1e-12 * Math.Max(1, factorial));
            factorial += Math.Log(n);
        }

        LogGamma.Of(0.5).ShouldBe(Math.Log(Math.PI) / 2, 1e-14);
        LogGamma.Beta(0.5, 5).ShouldBe(Math.Log(256.0 / 315), 1e-13);
    }

    private static double Binomial(int n, int k, double p) =>
        Math.Exp(LogGamma.Of(n + 1) - LogGamma.Of(k + 1) - LogGamma.Of(n - k + 1) + (k * Math.Log(p)) + ((n - k) * Math.Log(1 - p)));
}
