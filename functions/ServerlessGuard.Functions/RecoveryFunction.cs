using Microsoft.Azure.Functions.Worker;
using ServerlessGuard.Core.Audit;

namespace ServerlessGuard.Functions;

/// <summary>What instances of this duty left open when they died is closed.</summary>
public sealed class RecoveryFunction(OrphanRecovery recovery, GroupCommitAuditLog log)
{
    [Function("recovery")]
    public Task RunAsync([TimerTrigger("%GuardScheduleRecovery%")] TimerInfo timer, CancellationToken cancellationToken) =>
        recovery.RunAsync(log.Writer, cancellationToken);
}
