using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Local.Demo;

/// <summary>The real audit log, until it is broken on purpose.</summary>
internal sealed class FaultyAuditLog(IAuditLog inner, DemoFaults faults) : IAuditLog
{
    public ValueTask<AuditReceipt> AppendAsync(AuditEntry entry, CancellationToken cancellationToken) =>
        faults.AuditLogDown
            ? throw new StoreUnavailableException("The audit log cannot make entries durable: broken on purpose by the demo.")
            : inner.AppendAsync(entry, cancellationToken);
}
