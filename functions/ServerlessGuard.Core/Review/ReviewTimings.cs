using ServerlessGuard.Core.Journals;

namespace ServerlessGuard.Core.Review;

/// <summary>Time limits that no tier sets.</summary>
public sealed record ReviewTimings
{
    /// <summary>How long a claim keeps others away.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long what was approved may be fetched.</summary>
    public TimeSpan Approval { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long the same caller may fetch the same answer again after the first time: a connection may have broken.</summary>
    public TimeSpan RefetchWindow { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a sample waits for somebody.</summary>
    public TimeSpan Sample { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long a case waits that belongs to no tier.</summary>
    public TimeSpan Operation { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long such a case's journal is kept.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(365);

    /// <summary>A case that changed more recently than this is left to the process that changed it.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The longest pause between two tries of an effect.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Effects that cannot be had in this many tries are given up, with an alert.</summary>
    public int MaxAttempts { get; init; } = 40;

    /// <summary>Pauses after failed tries.</summary>
    internal Backoff Backoff => new(TimeSpan.FromSeconds(5), LongestPause);
}
