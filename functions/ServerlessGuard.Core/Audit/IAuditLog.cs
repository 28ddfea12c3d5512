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
