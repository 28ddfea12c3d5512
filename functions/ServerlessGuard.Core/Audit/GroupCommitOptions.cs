namespace ServerlessGuard.Core.Audit;

/// <summary>The bounds of a <see cref="GroupCommitAuditLog"/>.</summary>
public sealed record GroupCommitOptions
{
    /// <summary>Entries that may wait; further callers wait before they queue.</summary>
    public int QueueLength { get; init; } = 4096;

    /// <summary>Entries that share one fsync at most.</summary>
    public int GroupLength { get; init; } = 1024;

    /// <summary>Bytes that share one fsync at most (one entry more may be started below it).</summary>
    public int GroupBytes { get; init; } = 1 << 20;

    /// <summary>How long a log that failed stays closed before it is opened again; each failure in a row doubles it.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest that it stays closed between two tries.</summary>
    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromSeconds(30);

    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
