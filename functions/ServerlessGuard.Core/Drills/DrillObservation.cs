namespace ServerlessGuard.Core.Drills;

/// <summary>What a look at the guard showed: what has happened so far, and when.</summary>
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
