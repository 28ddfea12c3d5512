namespace ServerlessGuard.Core.Rotation;

/// <summary>
/// One rotation as the journal keeps it. Holds fingerprints (keyed hashes) of keys, never a key. Immutable.
/// </summary>
public sealed record Rotation
{
    public required string Id { get; init; }

    public required string Trigger { get; init; }

    public required RotationReason Reason { get; init; }

    public required string Actor { get; init; }

    public required RotationStep Step { get; init; }

    public required DateTimeOffset Started { get; init; }

    /// <summary>The time at which <see cref="Step"/> began.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>The vault version that it replaces; empty when there was none.</summary>
    public required string FromVersion { get; init; }

    public TimeSpan Overlap { get; init; }

    /// <summary>The slot of the old key; null when the vault's key was in none, so that it is dead already.</summary>
    public string? OldSlot { get; init; }

    public string? NewSlot { get; init; }

    public string? OldFingerprint { get; init; }

    /// <summary>The fingerprint of the new slot's key before it was regenerated.</summary>
    public string? PreviousFingerprint { get; init; }

    /// <summary>The new key, once it was accepted.</summary>
    public string? NewFingerprint { get; init; }

    public string? NewVersion { get; init; }

    /// <summary>A call that changes something was about to be made then, and its answer is not journalled.</summary>
    public DateTimeOffset? Intent { get; init; }

    /// <summary>Nothing is tried before.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Tries of this step that did not succeed.</summary>
    public int Attempts { get; init; }

    /// <summary>Consumers that said they use the new version.</summary>
    public IReadOnlyList<string> Acknowledged { get; init; } = [];

    /// <summary>The last time at which a probe showed the old key refused and the new one accepted.</summary>
    public DateTimeOffset? Proved { get; init; }

    /// <summary>A stable code of what went wrong.</summary>
    public string? Fault { get; init; }

    public bool Ended => Step is RotationStep.Done or RotationStep.Failed or RotationStep.Superseded;
}
