using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Drills;

/// <summary>
/// The steps of one kind of drill. Every method may be called again after a crash at any point of it. A method that throws
/// <see cref="DrillException"/>, a platform's exception or <see cref="Ports.StoreUnavailableException"/> is tried again,
/// except for <see cref="HarmAsync"/>, after which the original state is restored.
/// </summary>
public interface IDrill
{
    DrillKind Kind { get; }

    /// <summary>The drill that the policy requests; null for none.</summary>
    string? TargetOf(GuardPolicy policy);

    /// <summary>Why this target cannot be drilled now: something real is in progress there. Null when nothing is.</summary>
    ValueTask<string?> StopAsync(DrillRun run, CancellationToken cancellationToken);

    ValueTask<SteadyStateCheck> ReadAsync(DrillRun run, CancellationToken cancellationToken);

    /// <summary>Makes a real call to the target. A stable code of what is wrong, or null.</summary>
    ValueTask<string?> VerifyAsync(DrillRun run, CancellationToken cancellationToken);

    /// <summary>Does the harm. <see cref="DrillRun.Original"/> and <see cref="DrillRun.Intent"/> are journalled before.</summary>
    ValueTask HarmAsync(DrillRun run, CancellationToken cancellationToken);

    ValueTask<DrillObservation> ObserveAsync(DrillRun run, CancellationToken cancellationToken);

    /// <summary>
    /// Puts back what <see cref="DrillRun.Original"/> says, whether or not the harm was done and whatever the guard did since.
    /// </summary>
    ValueTask RestoreAsync(DrillRun run, CancellationToken cancellationToken);

    /// <summary>A stable code of what differs from <see cref="DrillRun.Original"/>, or null.</summary>
    ValueTask<string?> CheckAsync(DrillRun run, CancellationToken cancellationToken);
}

/// <summary>How things stand. <see cref="Fault"/>: why this is no state to drill from; null when it is.</summary>
public sealed record SteadyStateCheck(string Original, string? Fault = null);
