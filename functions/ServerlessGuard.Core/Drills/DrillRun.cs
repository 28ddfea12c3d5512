using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Drills;

/// <summary>One drill as the journal keeps it. Immutable.</summary>
public sealed record DrillRun
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("kind")]
    public required DrillKind Kind { get; init; }

    [JsonPropertyName("mode")]
    public required DrillMode Mode { get; init; }

    /// <summary>The model, credential or application that it drills.</summary>
    [JsonPropertyName("target")]
    public required string Target { get; init; }

    [JsonPropertyName("actor")]
    public required string Actor { get; init; }

    /// <summary>Begun because it was due; a person's drill may run outside the window.</summary>
    [JsonPropertyName("isScheduled")]
    public bool IsScheduled { get; init; }

    [JsonPropertyName("step")]
    public required DrillStep Step { get; init; }

    [JsonPropertyName("started")]
    public required DateTimeOffset Started { get; init; }

    /// <summary>The time at which <see cref="Step"/> began.</summary>
    [JsonPropertyName("since")]
    public required DateTimeOffset Since { get; init; }

    /// <summary>The lease that did the harm. Another one that finds the drill acting restores instead of continuing.</summary>
    [JsonPropertyName("worker")]
    public string? Worker { get; init; }

    /// <summary>The original state, as the drill recorded it: names and numbers, never a key or content.</summary>
    [JsonPropertyName("original")]
    public string? Original { get; init; }

    /// <summary>The harm was about to be done then. From here on everything ends in a restored original state.</summary>
    [JsonPropertyName("intent")]
    public DateTimeOffset? Intent { get; init; }

    /// <summary>The harm was done.</summary>
    [JsonPropertyName("harmStarted")]
    public DateTimeOffset? HarmStarted { get; init; }

    /// <summary>The guard found it.</summary>
    [JsonPropertyName("detected")]
    public DateTimeOffset? Detected { get; init; }

    /// <summary>The next action was decided.</summary>
    [JsonPropertyName("decided")]
    public DateTimeOffset? Decided { get; init; }

    /// <summary>The harm had ended, by what the guard did.</summary>
    [JsonPropertyName("restored")]
    public DateTimeOffset? Restored { get; init; }

    /// <summary>The original state was seen to stand again.</summary>
    [JsonPropertyName("originalRestored")]
    public DateTimeOffset? OriginalRestored { get; init; }

    [JsonPropertyName("ended")]
    public DateTimeOffset? Ended { get; init; }

    [JsonPropertyName("result")]
    public DrillResult? Result { get; init; }

    /// <summary>A stable code of what went wrong.</summary>
    [JsonPropertyName("fault")]
    public string? Fault { get; init; }

    /// <summary>Further times of this kind of drill, by a stable name, in seconds after <see cref="HarmStarted"/>.</summary>
    [JsonPropertyName("times")]
    public IReadOnlyDictionary<string, double> Times { get; init; } = new Dictionary<string, double>();

    [JsonPropertyName("notBefore")]
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Tries of this step that did not succeed.</summary>
    [JsonPropertyName("attempts")]
    public int Attempts { get; init; }

    [JsonPropertyName("isOver")]
    public bool IsOver => Step == DrillStep.Done;
}
