using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Outcomes;

/// <summary>A model's baseline and what is compared with it. Immutable.</summary>
public sealed record ModelOutcomes
{
    [JsonPropertyName("model")]
    public required string Model { get; init; }

    /// <summary>The <see cref="ServedDeployment.Key"/> that others are compared with; null until something answered.</summary>
    [JsonPropertyName("baseline")]
    public string? Baseline { get; init; }

    /// <summary>The baseline's totals at up to three moments, oldest first, some thousands of answers apart.</summary>
    [JsonPropertyName("history")]
    public IReadOnlyList<OutcomeCounts> History { get; init; } = [];

    [JsonPropertyName("comparisons")]
    public IReadOnlyList<Comparison> Comparisons { get; init; } = [];

    /// <summary>The time of the last entry about this model.</summary>
    [JsonPropertyName("recorded")]
    public DateTimeOffset? Recorded { get; init; }

    /// <summary>Former baselines, the newest last: going back to one is no candidate's trial.</summary>
    [JsonPropertyName("former")]
    public IReadOnlyList<string> Former { get; init; } = [];
}
