using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Policies;

/// <summary>How risky an application is, and what follows from it.</summary>
public sealed record TierPolicy
{
    public required string Id { get; init; }

    public EnforceMode Enforce { get; init; } = EnforceMode.Enforce;

    public StreamMode Stream { get; init; } = StreamMode.Buffered;

    public InputActions Input { get; init; } = new();

    public OutputActions Output { get; init; } = new();

    public ReviewPolicy Review { get; init; } = new();

    public RetentionPolicy Retain { get; init; } = new();

    public FailureMode OnGuardFailure { get; init; } = FailureMode.Closed;

    public RollbackPolicy Rollback { get; init; } = new();

    /// <summary>
    /// Steps of inspection of one interaction, about one a character; beyond it the guard has failed. Null:
    /// <see cref="DefaultMaxInspected"/>.
    /// </summary>
    public long? MaxInspected { get; init; }

    /// <summary>
    /// Whether pictures, sound and files pass, which the guard cannot read; they are counted as unscanned. Null: the host says.
    /// </summary>
    public MediaMode? Media { get; init; }

    /// <summary>A call that writes or sends needs a task that the request names; else a person decides it.</summary>
    public bool NeedsTask { get; init; }

    /// <summary>The way on where every call of an answer is denied. Null: <see cref="DeniedCallMode.End"/>.</summary>
    public DeniedCallMode? OnDeniedCall { get; init; }

    /// <summary>Some seconds of work; request and answer of the largest size take half of it.</summary>
    public const long DefaultMaxInspected = 100_000_000;
}

public enum EnforceMode
{
    /// <summary>Decide and record everything, act on it.</summary>
    [JsonStringEnumMemberName("enforce")]
    Enforce,

    /// <summary>Decide and record everything, change nothing.</summary>
    [JsonStringEnumMemberName("observe")]
    Observe,
}

/// <summary>The response to the failure of a guard. (If the audit log fails, the guard is always closed.)</summary>
public enum FailureMode
{
    [JsonStringEnumMemberName("closed")]
    Closed,

    /// <summary>Pass, recorded and alerted as unscanned.</summary>
    [JsonStringEnumMemberName("open")]
    Open,
}

public enum DeniedCallMode
{
    /// <summary>The answer is a refusal.</summary>
    [JsonStringEnumMemberName("end")]
    End,

    /// <summary>The model gets a result of each call that says why, and answers again.</summary>
    [JsonStringEnumMemberName("continue")]
    Continue,
}

public enum MediaMode
{
    [JsonStringEnumMemberName("block")]
    Block,

    [JsonStringEnumMemberName("allow")]
    Allow,
}

public enum StreamMode
{
    /// <summary>Keep-alive comments until the verdict, then the whole answer.</summary>
    [JsonStringEnumMemberName("buffered")]
    Buffered,

    /// <summary>Deltas pass as they are found clean; only mask, drop and neutralise are possible on output.</summary>
    [JsonStringEnumMemberName("live")]
    Live,
}

/// <summary>How long content and proofs are kept. A year is 365 days.</summary>
public sealed record RetentionPolicy
{
    public TimeSpan Content { get; init; } = TimeSpan.FromDays(30);

    public TimeSpan Proofs { get; init; } = TimeSpan.FromDays(3650);
}
