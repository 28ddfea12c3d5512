using ServerlessGuard.Core.Journals;

namespace ServerlessGuard.Core.Drills;

/// <summary>How long things take and wait.</summary>
public sealed record DrillTimings
{
    /// <summary>A worker that wrote nothing for so long has lost the drill: longer than any step's calls.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Every call of a step ends by then.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The interval between two checks of what the guard does.</summary>
    public TimeSpan PollEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a drill waits for the guard before it restores and fails.</summary>
    public TimeSpan StepTimeout { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Tries to reach the steady state and to verify the target.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>The first pause after a step that failed; each is twice as long as the one before.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(2);

    public TimeSpan LongestPause { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Pauses after failed tries.</summary>
    internal Backoff Backoff => new(Pause, LongestPause);

    /// <summary>After a drill that did not pass.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromHours(1);
}
