namespace ServerlessGuard.Core.Watch;

/// <summary>What the watch knows of a model: one document, so that one write decides who tells and acts.</summary>
public sealed record WatchState
{
    public required string Model { get; init; }

    public IReadOnlyList<ObservedDeployment> Observed { get; init; } = [];

    public IReadOnlyList<OpenDrift> Open { get; init; } = [];

    /// <summary>What the last recorded sweep counted; of the sweep's own document.</summary>
    public IReadOnlyDictionary<string, string> Counts { get; init; } = new Dictionary<string, string>();

    /// <summary>When the endpoint was last read and judged.</summary>
    public DateTimeOffset? Checked { get; init; }
}
