using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Audit;

/// <summary>
/// The append side of the audit log. Thread-safe; concurrent appends share one fsync (group commit).
/// </summary>
public interface IAuditLog
{
    /// <summary>
    /// Completes when the entry is durable. Throws <see cref="Ports.StoreUnavailableException"/> when it cannot be made
    /// so: the caller must then answer nothing (the guard is closed, in every tier).
    /// </summary>
    ValueTask<AuditReceipt> AppendAsync(AuditEntry entry, CancellationToken cancellationToken);
}

/// <summary>Whether the audit log takes entries.</summary>
public sealed class AuditHealth(GroupCommitAuditLog log) : IGuardHealth
{
    public string Name => "audit";

    public ValueTask<bool> IsReadyAsync(CancellationToken cancellationToken) => new(!log.HasFailed);
}

/// <summary>The position of a durable entry: the writer, its sequence number (from 0) and the entry's SHA-256, lower-case hex.</summary>
public sealed record AuditReceipt(string Writer, long Sequence, string Hash);
