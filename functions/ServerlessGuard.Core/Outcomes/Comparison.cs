using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Outcomes;

/// <summary>A candidate beside its baseline. The rule for evidence is fixed before the data is seen.</summary>
public sealed record Comparison
{
    [JsonPropertyName("candidate")]
    public required ServedDeployment Candidate { get; init; }

    [JsonPropertyName("started")]
    public required DateTimeOffset Started { get; init; }

    [JsonPropertyName("state")]
    public required ComparisonState State { get; init; }

    /// <summary>The baseline's totals when it began.</summary>
    [JsonPropertyName("start")]
    public required OutcomeCounts Start { get; init; }

    /// <summary>Set once the candidate has answered often enough: evidence of the baseline is what came since <see cref="From"/>.</summary>
    [JsonPropertyName("isSettled")]
    public bool IsSettled { get; init; }

    /// <summary>The baseline's totals from which on its outcomes are evidence.</summary>
    [JsonPropertyName("from")]
    public OutcomeCounts From { get; init; } = OutcomeCounts.None;

    /// <summary>Outcomes of the baseline before that, which only bound its possible rates.</summary>
    [JsonPropertyName("history")]
    public OutcomeCounts History { get; init; } = OutcomeCounts.None;

    /// <summary>The time at which <see cref="State"/> last changed.</summary>
    [JsonPropertyName("since")]
    public required DateTimeOffset Since { get; init; }

    /// <summary>The metrics on which it was found worse.</summary>
    [JsonPropertyName("worseOn")]
    public IReadOnlyList<OutcomeMetric> WorseOn { get; init; } = [];

    /// <summary>The candidate's answers when that was found.</summary>
    [JsonPropertyName("calls")]
    public long Calls { get; init; }
}
