using ServerlessGuard.Core.Outcomes;

namespace ServerlessGuard.Core.Tests.Outcomes;

/// <summary>The benchmark <c>outcomes</c>, small: canaries that are looked at after every call.</summary>
public sealed class CanaryTests
{
    private const int Calls = 1000;
    private const double Alpha = 0.01;

    [Fact]
    public void RollsBackFewHealthyCanaries()
    {
        const int Canaries = 600;
        var random = new Random(41);
        var wrong = Enumerable.Range(0, Canaries).Count(_ => CallsUntilRejected(random, 0.01) is not null);

        // With at most alpha per canary, more than this many of 600 happen less than once in 100,000 times.
        Tail(Canaries, Alpha, 19).ShouldBeLessThan(1e-5);
        wrong.ShouldBeLessThanOrEqualTo(19);
    }

    [Fact]
    public void FindsHarm_WithinHundredsOfCalls()
    {
        var random = new Random(42);
        foreach (var (rate, atMost) in ((double, int)[])[(0.10, 300), (0.25, 120)])
        {
            var calls = Enumerable.Range(0, 101).Select(_ => CallsUntilRejected(random, rate) ?? int.MaxValue).Order().ToList();
            calls[50].ShouldBeLessThan(atMost);
        }
    }

    private static int? CallsUntilRejected(Random random, double rate)
    {
        var (candidate, baseline) = (default(OutcomeCount), default(OutcomeCount));
        for (var call = 1; call <= Calls; call++)
        {
            candidate += new OutcomeCount(1, random.NextDouble() < rate ? 1 : 0);
            baseline += new OutcomeCount(1, random.NextDouble() < 0.01 ? 1 : 0);
            if (RateTest.LogE(candidate, baseline, default) >= Math.Log(1 / Alpha))
            {
                return call;
            }
        }

        return null;
    }

    /// <summary>The chance of more than <paramref name="most"/> of <paramref name="n"/> at chance <paramref name="p"/> each.</summary>
    private static double Tail(int n, double p, int most)
    {
        var (term, sum) = (Math.Pow(1 - p, n), 0.0);
        for (var k = 0; k <= most; k++)
        {
            sum += term;
            term *= (n - k) / (k + 1.0) * (p / (1 - p));
        }

        return 1 - sum;
    }
}
