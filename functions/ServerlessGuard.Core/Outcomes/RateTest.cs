namespace ServerlessGuard.Core.Outcomes;

/// <summary>
/// Tests whether a candidate's harm rate is higher than its baseline's, and may be checked after every outcome: under
/// the hypothesis "the candidate's rate is at most the baseline's" the value is an e-process, so that the chance that it
/// ever reaches 1/alpha is at most alpha, whenever one looks or stops, and in whatever order the two are called.
/// <para>
/// The value is the likelihood of what was seen under a mixture of rates, over its largest likelihood under the
/// hypothesis: universal inference (Wasserman, Ramdas, Balakrishnan, PNAS 117, 2020, section 7) with Beta mixtures
/// (Robbins 1970; Ramdas, Ruf, Larsson, Koolen, "Testing exchangeability", 2022, use the same for coins). The order-free
/// alternative to the block tests of Turner, Ly, Gr&#252;nwald (2024), which need outcomes paired in order: this one is a
/// function of four counts, so instances only add theirs up. Ville's inequality gives the bound.
/// </para>
/// </summary>
public static class RateTest
{
    /// <summary>The mixture over the candidate's rate: mean 1/11, and nowhere thin between 0 and 1/2.</summary>
    private const double CandidateHarms = 1;
    private const double CandidateRest = 10;

    /// <summary>The mixture over the baseline's rate, before its history is added.</summary>
    private const double BaselineHarms = 0.5;
    private const double BaselineRest = 5;

    /// <summary>
    /// The natural logarithm of the e-value. Constant time; finite for any counts below 2^53.
    /// </summary>
    /// <param name="candidate">The candidate's outcomes.</param>
    /// <param name="baseline">The baseline's outcomes that count as evidence.</param>
    /// <param name="history">
    /// Outcomes of the baseline from before any of <paramref name="baseline"/>. They bound its possible rate, which
    /// makes the test quicker, and are no evidence: a history that misleads costs time, never the bound.
    /// </param>
    public static double LogE(OutcomeCount candidate, OutcomeCount baseline, OutcomeCount history)
    {
        Check(candidate);
        Check(baseline);
        Check(history);
        var seen = LogMixture(candidate, CandidateHarms, CandidateRest)
            + LogMixture(baseline, BaselineHarms + history.Harms, BaselineRest + history.Trials - history.Harms);
        return seen - LogLargest(candidate, baseline);
    }

    /// <summary>The largest log likelihood with the candidate's rate at most the baseline's.</summary>
    private static double LogLargest(OutcomeCount candidate, OutcomeCount baseline) =>
        (Int128)candidate.Harms * baseline.Trials <= (Int128)baseline.Harms * candidate.Trials
            ? LogLikelihood(candidate) + LogLikelihood(baseline)
            : LogLikelihood(candidate + baseline);

    /// <summary>The log likelihood at the rate that was seen.</summary>
    private static double LogLikelihood(OutcomeCount count)
    {
        var rest = count.Trials - count.Harms;
        return Weighted(count.Harms, count.Trials) + Weighted(rest, count.Trials);
    }

    private static double Weighted(long part, long whole) => part == 0 ? 0 : part * Math.Log((double)part / whole);

    private static double LogMixture(OutcomeCount count, double harms, double rest) =>
        LogGamma.Beta(harms + count.Harms, rest + count.Trials - count.Harms) - LogGamma.Beta(harms, rest);

    private static void Check(OutcomeCount count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count.Harms);
        ArgumentOutOfRangeException.ThrowIfLessThan(count.Trials, count.Harms);
    }
}
