using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Drills;
using ServerlessGuard.Local.Loops;

namespace ServerlessGuard.Local.Drills;

/// <summary>Runs the drills that are due or asked for.</summary>
internal sealed class DrillLoop(DrillSweep sweep, DrillTimes times, TimeProvider clock, ILogger<DrillLoop> logger) : PeriodicLoop("The sweep of drills", times.LookEvery, clock, logger)
{
    protected override async ValueTask RunAsync(CancellationToken cancellationToken) => await sweep.RunAsync(cancellationToken);
}
