namespace ServerlessGuard.Core.Evidence.Facts;

/// <summary>What a log gave: facts, the entries behind them with their proofs, and the signed head that all of it was read at.</summary>
public sealed record LogReading(IReadOnlyList<Fact> Facts, IReadOnlyList<ProvenEntry> Entries, ReadOnlyMemory<byte>? Checkpoint);
