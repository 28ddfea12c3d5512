using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Rotation;

/// <summary>
/// One rotation as the journal keeps it. Holds fingerprints (keyed hashes) of keys, never a key. Immutable.
/// </summary>
public sealed record Rotation
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("trigger")]
    public required string Trigger { get; init; }

    [JsonPropertyName("reason")]
    public required RotationReason Reason { get; init; }

    [JsonPropertyName("actor")]
    public required string Actor { get; init; }

    [JsonPropertyName("step")]
    public required RotationStep Step { get; init; }

    [JsonPropertyName("started")]
    public required DateTimeOffset Started { get; init; }

    /// <summary>The time at which <see cref="Step"/> began.</summary>
    [JsonPropertyName("since")]
    public required DateTimeOffset Since { get; init; }

    /// <summary>The vault version that it replaces; empty when there was none.</summary>
    [JsonPropertyName("fromVersion")]
    public required string FromVersion { get; init; }

    [JsonPropertyName("overlap")]
    public TimeSpan Overlap { get; init; }

    /// <summary>The slot of the old key; null when the vault's key was in none, so that it is dead already.</summary>
    [JsonPropertyName("oldSlot")]
    public string? OldSlot { get; init; }

    [JsonPropertyName("newSlot")]
    public string? NewSlot { get; init; }

    [JsonPropertyName("oldFingerprint")]
    public string? OldFingerprint { get; init; }

    /// <summary>The fingerprint of the new slot's key before it was regenerated.</summary>
    [JsonPropertyName("previousFingerprint")]
    public string? PreviousFingerprint { get; init; }

    /// <summary>The new key, once it was accepted.</summary>
    [JsonPropertyName("newFingerprint")]
    public string? NewFingerprint { get; init; }

    [JsonPropertyName("newVersion")]
    public string? NewVersion { get; init; }

    /// <summary>A call that changes something was about to be made then, and its answer is not journalled.</summary>
    [JsonPropertyName("intent")]
    public DateTimeOffset? Intent { get; init; }

    /// <summary>Nothing is tried before.</summary>
    [JsonPropertyName("notBefore")]
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Tries of this step that did not succeed.</summary>
    [JsonPropertyName("attempts")]
    public int Attempts { get; init; }

    /// <summary>Consumers that said they use the new version.</summary>
    [JsonPropertyName("acknowledged")]
    public IReadOnlyList<string> Acknowledged { get; init; } = [];

    /// <summary>The last time at which a probe showed the old key refused and the new one accepted.</summary>
    [JsonPropertyName("proved")]
    public DateTimeOffset? Proved { get; init; }

    /// <summary>A stable code of what went wrong.</summary>
    [JsonPropertyName("fault")]
    public string? Fault { get; init; }

    [JsonIgnore]
    public bool Ended => Step is RotationStep.Done or RotationStep.Failed or RotationStep.Superseded;
}
