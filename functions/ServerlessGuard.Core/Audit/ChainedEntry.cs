namespace ServerlessGuard.Core.Audit;

/// <summary>
/// An entry as it stands in a writer's log: with its place in the chain. <see cref="Previous"/> is the hash of the
/// writer's entry before it (<see cref="AuditEntryEncoding.Genesis"/> at sequence 0), <see cref="Hash"/> its own; both
/// are SHA-256 of the encoded bytes, lower-case hex.
/// </summary>
public sealed record ChainedEntry(string Writer, long Sequence, string Previous, AuditEntry Entry, string Hash);
