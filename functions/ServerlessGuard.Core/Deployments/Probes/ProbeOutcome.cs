namespace ServerlessGuard.Core.Deployments.Probes;

/// <summary>How one probe went. <see cref="Faults"/>: the expectations that were not met, by their keys.</summary>
public sealed record ProbeOutcome(string Id, ProbeKind Kind, IReadOnlyList<string> Faults, int Calls, TimeSpan Slowest)
{
    /// <summary>The widest of the pairs' differences; null without pairs.</summary>
    public Disparity? Disparity { get; init; }

    public double? Agreement { get; init; }

    public bool IsPassed => Faults.Count == 0;
}
