namespace ServerlessGuard.Core.Audit;

/// <summary>Where an entry is durable: the writer, its sequence number (from 0) and the entry's SHA-256, lower-case hex.</summary>
public sealed record AuditReceipt(string Writer, long Sequence, string Hash);
