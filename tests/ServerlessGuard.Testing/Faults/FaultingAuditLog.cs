using ServerlessGuard.Core.Audit;

namespace ServerlessGuard.Testing.Faults;

/// <summary>An audit log whose appends fail by plan: the guard must then close.</summary>
public sealed class FaultingAuditLog(IAuditLog inner, FaultPlan plan) : IAuditLog
{
    public ValueTask<AuditReceipt> AppendAsync(AuditEntry entry, CancellationToken cancellationToken) =>
        plan.RunAsync(() => inner.AppendAsync(entry, cancellationToken));
}
