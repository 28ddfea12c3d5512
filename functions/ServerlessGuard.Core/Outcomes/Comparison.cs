namespace ServerlessGuard.Core.Outcomes;

/// <summary>A candidate beside its baseline. The rule for evidence is fixed before the data is seen.</summary>
public sealed record Comparison
{
    public required ServedDeployment Candidate { get; init; }

    public required DateTimeOffset Started { get; init; }

    public required ComparisonState State { get; init; }

    /// <summary>The baseline's totals when it began.</summary>
    public required OutcomeCounts Start { get; init; }

    /// <summary>Set once the candidate has answered often enough: evidence of the baseline is what came since <see cref="From"/>.</summary>
    public bool IsSettled { get; init; }

    /// <summary>The baseline's totals from which on its outcomes are evidence.</summary>
    public OutcomeCounts From { get; init; } = OutcomeCounts.None;

    /// <summary>Outcomes of the baseline before that, which only bound its possible rates.</summary>
    public OutcomeCounts History { get; init; } = OutcomeCounts.None;

    /// <summary>The time at which <see cref="State"/> last changed.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>The metrics on which it was found worse.</summary>
    public IReadOnlyList<OutcomeMetric> WorseOn { get; init; } = [];

    /// <summary>The candidate's answers when that was found.</summary>
    public long Calls { get; init; }
}
