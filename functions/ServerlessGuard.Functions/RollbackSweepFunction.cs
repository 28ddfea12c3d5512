using Microsoft.Azure.Functions.Worker;
using ServerlessGuard.Core.Deployments;

namespace ServerlessGuard.Functions;

/// <summary>Rollbacks under way.</summary>
public sealed class RollbackSweepFunction(RollbackSweep sweep)
{
    [Function("rollback_sweep")]
    public async Task RunAsync([TimerTrigger("%GuardScheduleRollbackSweep%")] TimerInfo timer, CancellationToken cancellationToken) =>
        await sweep.RunAsync(cancellationToken);
}
