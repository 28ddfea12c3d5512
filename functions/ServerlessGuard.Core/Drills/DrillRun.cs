namespace ServerlessGuard.Core.Drills;

/// <summary>One drill as the journal keeps it. Immutable.</summary>
public sealed record DrillRun
{
    public required string Id { get; init; }

    public required DrillKind Kind { get; init; }

    public required DrillMode Mode { get; init; }

    /// <summary>The model, credential or application that it drills.</summary>
    public required string Target { get; init; }

    public required string Actor { get; init; }

    /// <summary>Begun because it was due; a person's drill may run outside the window.</summary>
    public bool IsScheduled { get; init; }

    public required DrillStep Step { get; init; }

    public required DateTimeOffset Started { get; init; }

    /// <summary>The time at which <see cref="Step"/> began.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>The lease that did the harm. Another one that finds the drill acting restores instead of continuing.</summary>
    public string? Worker { get; init; }

    /// <summary>The original state, as the drill recorded it: names and numbers, never a key or content.</summary>
    public string? Original { get; init; }

    /// <summary>The harm was about to be done then. From here on everything ends in a restored original state.</summary>
    public DateTimeOffset? Intent { get; init; }

    /// <summary>The harm was done.</summary>
    public DateTimeOffset? HarmStarted { get; init; }

    /// <summary>The guard found it.</summary>
    public DateTimeOffset? Detected { get; init; }

    /// <summary>The next action was decided.</summary>
    public DateTimeOffset? Decided { get; init; }

    /// <summary>The harm had ended, by what the guard did.</summary>
    public DateTimeOffset? Restored { get; init; }

    /// <summary>The original state was seen to stand again.</summary>
    public DateTimeOffset? OriginalRestored { get; init; }

    public DateTimeOffset? Ended { get; init; }

    public DrillResult? Result { get; init; }

    /// <summary>A stable code of what went wrong.</summary>
    public string? Fault { get; init; }

    /// <summary>Further times of this kind of drill, by a stable name, in seconds after <see cref="HarmStarted"/>.</summary>
    public IReadOnlyDictionary<string, double> Times { get; init; } = new Dictionary<string, double>();

    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Tries of this step that did not succeed.</summary>
    public int Attempts { get; init; }

    public bool IsOver => Step == DrillStep.Done;
}
