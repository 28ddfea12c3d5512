using Microsoft.Azure.Functions.Worker;
using ServerlessGuard.Core.Audit;

namespace ServerlessGuard.Functions;

/// <summary>Closes the interactions that instances of this duty left open when they ended.</summary>
public sealed class RecoveryFunction(OrphanRecovery recovery, GroupCommitAuditLog log)
{
    [Function("recovery")]
    public Task RunAsync([TimerTrigger("%GuardScheduleRecovery%")] TimerInfo timer, CancellationToken cancellationToken) =>
        recovery.RunAsync(log.Writer, cancellationToken);
}
