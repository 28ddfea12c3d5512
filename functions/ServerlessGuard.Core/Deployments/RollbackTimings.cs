using ServerlessGuard.Core.Journals;

namespace ServerlessGuard.Core.Deployments;

/// <summary>How long things take and may take.</summary>
public sealed record RollbackTimings
{
    /// <summary>How long reading the platform may take.</summary>
    public TimeSpan ReadTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the quick probes of one deployment may take.</summary>
    public TimeSpan ProbeTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a platform's own operation may take.</summary>
    public TimeSpan ChangeTimeout { get; init; } = TimeSpan.FromMinutes(20);

    /// <summary>
    /// After this, a change whose answer was lost has begun or never will. It is waited out before another revision is put
    /// anywhere: a late change would otherwise win.
    /// </summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>A worker that died is replaced after this; one that waits for the platform renews it.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>The first pause after a failed try; pauses double.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(250);

    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Pauses after failed tries.</summary>
    internal Backoff Backoff => new(FirstPause, LongestPause);

    /// <summary>A step that does not succeed in this time is given up and the model paused.</summary>
    public TimeSpan AbandonAfter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Taking what is bad out of service is given up after this, with a page: nothing behind the gateway reaches it.</summary>
    public TimeSpan ContainWithin { get; init; } = TimeSpan.FromMinutes(30);
}
