namespace ServerlessGuard.Core.Drills;

/// <summary>An observation of the guard: the events so far, and their times.</summary>
public sealed record DrillObservation
{
    public DateTimeOffset? Detected { get; init; }

    public DateTimeOffset? Decided { get; init; }

    public DateTimeOffset? Restored { get; init; }

    /// <summary>Why it will not happen any more; null while it may.</summary>
    public string? Fault { get; init; }

    /// <summary>Further times, in seconds after the harm was done.</summary>
    public IReadOnlyDictionary<string, double> Times { get; init; } = new Dictionary<string, double>();
}
