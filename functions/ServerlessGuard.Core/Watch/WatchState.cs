using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Watch;

/// <summary>The watch's state of a model: one document, so that one write decides which instance reports and acts.</summary>
public sealed record WatchState
{
    [JsonPropertyName("model")]
    public required string Model { get; init; }

    [JsonPropertyName("observed")]
    public IReadOnlyList<ObservedDeployment> Observed { get; init; } = [];

    [JsonPropertyName("open")]
    public IReadOnlyList<OpenDrift> Open { get; init; } = [];

    /// <summary>The counts of the last recorded sweep; of the sweep's own document.</summary>
    [JsonPropertyName("counts")]
    public IReadOnlyDictionary<string, string> Counts { get; init; } = new Dictionary<string, string>();

    /// <summary>The time at which the endpoint was last read and judged.</summary>
    [JsonPropertyName("checked")]
    public DateTimeOffset? Checked { get; init; }
}
