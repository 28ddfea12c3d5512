using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Drills;

/// <summary>The drills that this host runs. If the duties run apart, another duty's host runs the others, on the same journal.</summary>
public sealed class AvailableDrills(IEnumerable<IDrill> drills, IPolicySource policies)
{
    private readonly IDrill[] _drills = [.. drills];

    /// <summary>Null when this host runs no drills of the kind.</summary>
    public IDrill? Find(DrillKind kind) => Array.Find(_drills, d => d.Kind == kind);

    /// <summary>
    /// The model, credential or application that the policy names for drills of the kind; null when it names none, or this host runs none.
    /// </summary>
    public string? TargetOf(DrillKind kind) => Find(kind)?.TargetOf(policies.Current);
}
