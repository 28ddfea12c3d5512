using ServerlessGuard.Core.Audit.Notes;

namespace ServerlessGuard.Core.Audit.Verification;

/// <summary>A checkpoint that the log must continue, and where it comes from.</summary>
internal sealed record KnownHead(Checkpoint Checkpoint, string Where, bool IsWitnessed);
