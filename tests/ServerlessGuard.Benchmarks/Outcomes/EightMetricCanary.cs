using ServerlessGuard.Core.Outcomes;

namespace ServerlessGuard.Benchmarks.Outcomes;

/// <summary>A healthy canary with all eight metrics live, as the guard judges one: e-BH after every call.</summary>
internal static class EightMetricCanary
{
    /// <summary>Baseline rates as unlike each other as they are in use.</summary>
    private static readonly double[] Rates = [0.002, 0.01, 0.03, 0.01, 0.0005, 0.05, 0.02, 0.2];

    public static bool IsRejected(int seed, int calls, double alpha)
    {
        var random = new Random(seed);
        var (candidate, baseline) = (new long[Rates.Length], new long[Rates.Length]);
        var logE = new double[Rates.Length];
        for (var call = 1; call <= calls; call++)
        {
            for (var metric = 0; metric < Rates.Length; metric++)
            {
                candidate[metric] += random.NextDouble() < Rates[metric] ? 1 : 0;
                baseline[metric] += random.NextDouble() < Rates[metric] ? 1 : 0;
                logE[metric] = RateTest.LogE(new OutcomeCount(call, candidate[metric]), new OutcomeCount(call, baseline[metric]), default);
            }

            if (EValues.Reject(logE, alpha).Count > 0)
            {
                return true;
            }
        }

        return false;
    }
}
