using ServerlessGuard.Core.Audit.Notes;

namespace ServerlessGuard.Core.Evidence.Packs;

/// <summary>What a host says of its evidence.</summary>
public sealed record EvidenceOptions
{
    /// <summary>The program and its version.</summary>
    public required string MadeBy { get; init; }

    /// <summary>The file that the controls are read from.</summary>
    public required string ControlsFile { get; init; }

    /// <summary>Whose signature the log must have besides its own; null where nobody witnesses.</summary>
    public NoteKey? Witness { get; init; }

    /// <summary>Packs that are kept in the store; older ones are deleted. The audit log keeps every manifest's digest.</summary>
    public int Keep { get; init; } = 30;
}
