namespace ServerlessGuard.Core.Policies;

/// <summary>The conditions of a model's rollback, and the interval of its drills.</summary>
public sealed record RollbackPolicy
{
    /// <summary>Bound on the false-alarm rate of the sequential test, in (0, 0.5].</summary>
    public double Alpha { get; init; } = 0.01;

    /// <summary>The action when a serving revision has no valid attestation, or fails its probes.</summary>
    public DriftAction OnUnattested { get; init; } = DriftAction.Rollback;

    /// <summary>The action when a deployment that the policy does not name can be called: alert or pause.</summary>
    public DriftAction OnShadow { get; init; } = DriftAction.Pause;

    public TimeSpan DrillEvery { get; init; } = TimeSpan.FromDays(7);

    public TimeSpan RestoreWithin { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether a person must approve what the guard wants to roll back. A person's own request needs no second approval.</summary>
    public bool NeedsApproval { get; init; }
}
