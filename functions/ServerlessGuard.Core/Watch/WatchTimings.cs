namespace ServerlessGuard.Core.Watch;

internal static class WatchTimings
{
    /// <summary>A drift that an action did not end is acted on again; the action is idempotent per episode.</summary>
    public static readonly TimeSpan RetryAction = TimeSpan.FromMinutes(10);

    /// <summary>How long one worker has to alert and act.</summary>
    public static readonly TimeSpan Claim = TimeSpan.FromMinutes(2);

    /// <summary>A revision that failed its probes is asked again.</summary>
    public static readonly TimeSpan RetryProbes = TimeSpan.FromMinutes(10);

    /// <summary>How long asking quick probes may take.</summary>
    public static readonly TimeSpan Probing = TimeSpan.FromMinutes(2);

    /// <summary>A sweep without news is an entry this often: evidence has a maximum age.</summary>
    public static readonly TimeSpan RecordSweep = TimeSpan.FromHours(1);
}
