using ServerlessGuard.Core.Audit.Notes;

namespace ServerlessGuard.Core.Audit.Verification;

public sealed record LogVerifierOptions
{
    /// <summary>The key of the log; its name is the origin. It must come from somewhere else than the log.</summary>
    public required NoteKey Log { get; init; }

    /// <summary>A checkpoint that the caller kept: the log must continue it.</summary>
    public ReadOnlyMemory<byte>? KnownCheckpoint { get; init; }

    /// <summary>The witness that must have signed; against a keeper who rewrites the log with its own key.</summary>
    public NoteKey? Witness { get; init; }

    /// <summary>How many bundles are read and hashed at once.</summary>
    public int Parallel { get; init; } = Math.Max(1, Environment.ProcessorCount);
}
