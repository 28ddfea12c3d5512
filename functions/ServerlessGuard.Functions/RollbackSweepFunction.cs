using Microsoft.Azure.Functions.Worker;
using ServerlessGuard.Core.Deployments;

namespace ServerlessGuard.Functions;

/// <summary>Rollbacks under way.</summary>
public sealed class RollbackSweepFunction(RollbackSweep sweep)
{
    [Function("rollback_sweep")]
    public async Task RunAsync([TimerTrigger("%Guard__Schedules__RollbackSweep%")] TimerInfo timer, CancellationToken cancellationToken) =>
        await sweep.RunAsync(cancellationToken);
}
