using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Outcomes;

/// <summary>One count per metric. Immutable; a metric that is not listed has none.</summary>
public sealed record OutcomeCounts
{
    public static readonly int Metrics = Enum.GetValues<OutcomeMetric>().Length;

    public static OutcomeCounts None { get; } = new();

    /// <summary>By metric's number; may be shorter than <see cref="Metrics"/>.</summary>
    [JsonPropertyName("list")]
    public IReadOnlyList<OutcomeCount> List { get; init; } = [];

    public OutcomeCount this[OutcomeMetric metric] => (int)metric < List.Count ? List[(int)metric] : default;

    /// <summary>Answers: what is counted over every one of them.</summary>
    public long Calls() => this[OutcomeMetric.Blocked].Trials;

    public OutcomeCounts Add(OutcomeCounts other) => Combine(other, static (a, b) => a + b);

    /// <summary>The increase since <paramref name="earlier"/>.</summary>
    public OutcomeCounts Since(OutcomeCounts earlier) => Combine(earlier, static (a, b) => a - b);

    private OutcomeCounts Combine(OutcomeCounts other, Func<OutcomeCount, OutcomeCount, OutcomeCount> combine) =>
        new() { List = [.. Enum.GetValues<OutcomeMetric>().Select(metric => combine(this[metric], other[metric]))] };
}
