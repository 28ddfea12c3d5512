using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Audit;

/// <summary>Whether the audit log takes entries.</summary>
public sealed class AuditHealth(GroupCommitAuditLog log) : IGuardHealth
{
    public string Name => "audit";

    public ValueTask<bool> IsReadyAsync(CancellationToken cancellationToken) => new(!log.HasFailed);
}
