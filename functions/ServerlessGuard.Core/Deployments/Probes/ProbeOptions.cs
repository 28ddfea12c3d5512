namespace ServerlessGuard.Core.Deployments.Probes;

/// <summary>How probes are asked.</summary>
public sealed record ProbeOptions
{
    /// <summary>Calls at once.</summary>
    public int Concurrency { get; init; } = 4;

    /// <summary>Until an answer that names no <c>within</c> counts as none.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often a call that the platform throttled is tried again.</summary>
    public int Retries { get; init; } = 3;

    /// <summary>The longest pause that a throttling platform can ask for.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(20);
}
