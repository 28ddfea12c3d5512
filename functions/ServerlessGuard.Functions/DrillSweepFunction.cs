using Microsoft.Azure.Functions.Worker;
using ServerlessGuard.Core.Drills;

namespace ServerlessGuard.Functions;

/// <summary>The drills of this duty: under way, requested, due or overdue.</summary>
public sealed class DrillSweepFunction(DrillSweep sweep)
{
    [Function("drill_sweep")]
    public async Task RunAsync([TimerTrigger("%GuardScheduleDrillSweep%")] TimerInfo timer, CancellationToken cancellationToken) =>
        await sweep.RunAsync(cancellationToken);
}
