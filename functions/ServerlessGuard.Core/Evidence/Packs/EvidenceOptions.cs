using ServerlessGuard.Core.Audit.Notes;

namespace ServerlessGuard.Core.Evidence.Packs;

/// <summary>A host's settings of its evidence.</summary>
public sealed record EvidenceOptions
{
    /// <summary>The program and its version.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>The file that the controls are read from.</summary>
    public required string ControlsFile { get; init; }

    /// <summary>The witness whose signature a pack's checkpoint must have; null for a log without a witness.</summary>
    public NoteKey? Witness { get; init; }

    /// <summary>Number of packs that the store keeps; it deletes older ones. The audit log keeps the digest of every manifest.</summary>
    public int Keep { get; init; } = 30;
}
