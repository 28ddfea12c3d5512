namespace ServerlessGuard.Core.Outcomes;

/// <summary>The judgement: a pure function of the time, the counts and what was known.</summary>
public static class OutcomeRules
{
    private const int Kept = 32;

    /// <summary>A baseline that answers less than this share of the candidate's calls is not standing beside it.</summary>
    private const double Beside = 0.05;

    /// <param name="totals">By <see cref="ServedDeployment.Key"/>.</param>
    /// <returns>The new state; a comparison in it that is new or has another state than before is a change.</returns>
    public static ModelOutcomes Next(
        DateTimeOffset now, ModelOutcomes known, IReadOnlyDictionary<string, ServedTotals> totals, double alpha, OutcomeOptions options)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(totals);
        ArgumentNullException.ThrowIfNull(options);
        var next = WithBaseline(known, totals);
        if (next.Baseline is null)
        {
            return next;
        }

        next = WithHistory(WithCandidates(next, totals, now), Of(totals, next.Baseline), options);
        foreach (var comparison in next.Comparisons.Where(static c => c.State == ComparisonState.Watched))
        {
            var key = comparison.Candidate.Key();
            var judged = Judge(comparison, Of(totals, key), Of(totals, next.Baseline!), next.History, alpha, now, options);
            next = Replace(next, comparison, judged);
            if (judged.State == ComparisonState.Accepted)
            {
                // The others began against a baseline that is none any more: they begin again.
                return next with
                {
                    Baseline = key,
                    Former = [.. next.Former.Append(next.Baseline!).Distinct().TakeLast(Kept)],
                    History = [Of(totals, key)],
                    Comparisons = [.. next.Comparisons.Where(static c => c.State != ComparisonState.Watched)],
                };
            }
        }

        return next;
    }

    /// <summary>The natural logarithms of the e-values, by metric; all 0 until the comparison is settled.</summary>
    public static IReadOnlyList<double> LogE(Comparison comparison, OutcomeCounts candidate, OutcomeCounts baseline)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        ArgumentNullException.ThrowIfNull(candidate);
        ArgumentNullException.ThrowIfNull(baseline);
        var evidence = baseline.Since(comparison.From);
        return [.. Enum.GetValues<OutcomeMetric>().Select(metric =>
            comparison.IsSettled ? RateTest.LogE(candidate[metric], evidence[metric], comparison.History[metric]) : 0)];
    }

    private static ModelOutcomes WithBaseline(ModelOutcomes known, IReadOnlyDictionary<string, ServedTotals> totals)
    {
        var most = totals.OrderByDescending(static t => t.Value.Counts.Calls())
            .ThenBy(static t => t.Key, StringComparer.Ordinal)
            .FirstOrDefault();
        return known.Baseline is not null || most.Value is null ? known : known with { Baseline = most.Key };
    }

    private static ModelOutcomes WithCandidates(ModelOutcomes known, IReadOnlyDictionary<string, ServedTotals> totals, DateTimeOffset now)
    {
        var seen = known.Comparisons.Select(static c => c.Candidate.Key())
            .Concat(known.Former)
            .Append(known.Baseline!)
            .ToHashSet(StringComparer.Ordinal);
        var added = totals.Where(t => !seen.Contains(t.Key)).OrderBy(static t => t.Key, StringComparer.Ordinal).Select(t => new Comparison
        {
            Candidate = t.Value.Served,
            Started = now,
            Since = now,
            State = ComparisonState.Watched,
            Start = Of(totals, known.Baseline!),
        }).ToList();
        return added.Count == 0 ? known : known with { Comparisons = [.. known.Comparisons.Concat(added).TakeLast(Kept)] };
    }

    /// <summary>
    /// Three snapshots, so that between the second and now at least one step of answers lies. Only the number of answers decides when.
    /// </summary>
    private static ModelOutcomes WithHistory(ModelOutcomes known, OutcomeCounts baseline, OutcomeOptions options)
    {
        var calls = baseline.Calls();
        var step = Math.Clamp(calls / 3, options.MinimumAnswers, options.HistoryStep);
        return known.History.Count > 0 && calls - known.History[^1].Calls() < step ? known
            : known with { History = [.. known.History.Append(baseline).TakeLast(3)] };
    }

    private static Comparison Judge(
        Comparison comparison, OutcomeCounts candidate, OutcomeCounts baseline, IReadOnlyList<OutcomeCounts> history, double alpha,
        DateTimeOffset now, OutcomeOptions options)
    {
        if (candidate.Calls() < options.MinimumAnswers)
        {
            return comparison;
        }

        comparison = comparison.IsSettled ? comparison : Settle(comparison, candidate, baseline, history, options);
        var rejected = EValues.Reject(LogE(comparison, candidate, baseline), alpha);
        var state = rejected.Count > 0 ? ComparisonState.Worse
            : candidate.Calls() >= options.PromotionAnswers ? ComparisonState.Accepted
            : ComparisonState.Watched;
        return state == ComparisonState.Watched ? comparison : comparison with
        {
            State = state,
            Since = now,
            WorseOn = [.. rejected.Select(static i => (OutcomeMetric)i)],
            Calls = candidate.Calls(),
        };
    }

    /// <summary>
    /// Compared with what the baseline answers meanwhile, if it still answers; else with what it answered last. How many
    /// answers there were decides, never their outcomes.
    /// </summary>
    private static Comparison Settle(
        Comparison comparison, OutcomeCounts candidate, OutcomeCounts baseline, IReadOnlyList<OutcomeCounts> history,
        OutcomeOptions options)
    {
        var (start, first) = (comparison.Start, history.Count > 0 ? history[0] : OutcomeCounts.None);
        if (baseline.Since(start).Calls() >= Beside * candidate.Calls())
        {
            return comparison with { IsSettled = true, From = start, History = start.Since(first) };
        }

        var enough = Math.Min(options.HistoryStep, start.Calls() / 3);
        var from = history.LastOrDefault(h => start.Calls() - h.Calls() >= enough) ?? OutcomeCounts.None;
        return comparison with { IsSettled = true, From = from, History = from.Since(first) };
    }

    private static OutcomeCounts Of(IReadOnlyDictionary<string, ServedTotals> totals, string key) =>
        totals.GetValueOrDefault(key)?.Counts ?? OutcomeCounts.None;

    private static ModelOutcomes Replace(ModelOutcomes known, Comparison old, Comparison changed) =>
        ReferenceEquals(old, changed)
            ? known
            : known with { Comparisons = [.. known.Comparisons.Select(c => ReferenceEquals(c, old) ? changed : c)] };
}
