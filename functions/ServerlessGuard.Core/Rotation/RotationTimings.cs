using ServerlessGuard.Core.Journals;

namespace ServerlessGuard.Core.Rotation;

/// <summary>How long things take and may take.</summary>
public sealed record RotationTimings
{
    /// <summary>How long one call to a platform or the vault may take.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// After this, a call whose answer was lost has acted or never will. It is waited out before anybody acts again: a
    /// late regenerate would otherwise kill the key that was promoted meanwhile. More than <see cref="CallTimeout"/>.
    /// </summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromMinutes(10);

    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Between two calls with a key that is not accepted (or refused) everywhere yet.</summary>
    public TimeSpan ProbeEvery { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Calls in a row that must agree: keys reach a platform's replicas one after the other.</summary>
    public int Probes { get; init; } = 3;

    /// <summary>The longest pause after a failed try; pauses double from <see cref="ProbeEvery"/>.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Pauses after failed tries.</summary>
    internal Backoff Backoff => new(ProbeEvery, LongestPause);

    /// <summary>A step before the overlap that does not succeed in this time has failed for good.</summary>
    public TimeSpan AbandonAfter { get; init; } = TimeSpan.FromHours(2);

    /// <summary>The delay until a failed rotation is retried.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromHours(6);

    /// <summary>The same after a leak.</summary>
    public TimeSpan RetryLeakAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>A vault reports an expiry this long before it (Key Vault: 30 days).</summary>
    public TimeSpan NearExpiry { get; init; } = TimeSpan.FromDays(30);

    /// <summary>A credential that is due for this long raises an alert.</summary>
    public TimeSpan Overdue { get; init; } = TimeSpan.FromDays(1);
}
