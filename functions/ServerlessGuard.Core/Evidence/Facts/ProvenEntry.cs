using ServerlessGuard.Core.Audit.Notes;

namespace ServerlessGuard.Core.Evidence.Facts;

/// <summary>An entry's bytes with the proof that they are in the log.</summary>
public sealed record ProvenEntry(long Index, ReadOnlyMemory<byte> Bytes, TlogProof Proof);
