using ServerlessGuard.Core.Audit.Notes;

namespace ServerlessGuard.Core.Audit.Verification;

/// <summary>
/// What a witness says to a checkpoint.
/// </summary>
/// <param name="Verdict">Whether it signs, and why not.</param>
/// <param name="Signature">The cosignature, where it signs.</param>
/// <param name="Size">The size it signed last.</param>
public sealed record WitnessAnswer(WitnessVerdict Verdict, NoteSignature? Signature, long Size);
