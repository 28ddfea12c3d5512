namespace ServerlessGuard.Core.Watch;

/// <summary>The watch's state of a model: one document, so that one write decides which instance reports and acts.</summary>
public sealed record WatchState
{
    public required string Model { get; init; }

    public IReadOnlyList<ObservedDeployment> Observed { get; init; } = [];

    public IReadOnlyList<OpenDrift> Open { get; init; } = [];

    /// <summary>The counts of the last recorded sweep; of the sweep's own document.</summary>
    public IReadOnlyDictionary<string, string> Counts { get; init; } = new Dictionary<string, string>();

    /// <summary>The time at which the endpoint was last read and judged.</summary>
    public DateTimeOffset? Checked { get; init; }
}
