using ServerlessGuard.Core.Audit.Notes;

namespace ServerlessGuard.Core.Audit.Tiles;

/// <summary>One entry of an interaction's story, with the proof that it is in the log.</summary>
public sealed record TraceStep(ChainedEntry Entry, ReadOnlyMemory<byte> Bytes, TlogProof Proof);
