using Microsoft.Azure.Functions.Worker;
using ServerlessGuard.Core.Rotation;

namespace ServerlessGuard.Functions;

/// <summary>Credentials that are due, and rotations under way.</summary>
public sealed class RotationSweepFunction(RotationSweep sweep)
{
    [Function("rotation_sweep")]
    public async Task RunAsync([TimerTrigger("%GuardScheduleRotationSweep%")] TimerInfo timer, CancellationToken cancellationToken) =>
        await sweep.RunAsync(cancellationToken);
}
