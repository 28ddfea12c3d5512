using Microsoft.Azure.Functions.Worker;
using ServerlessGuard.Core.Watch;

namespace ServerlessGuard.Functions;

/// <summary>Deployments as their platforms show them, whatever events were missed.</summary>
public sealed class DeploymentSweepFunction(DeploymentSweep sweep)
{
    [Function("deployment_sweep")]
    public async Task RunAsync([TimerTrigger("%GuardScheduleDeploymentSweep%")] TimerInfo timer, CancellationToken cancellationToken) =>
        await sweep.RunAsync(cancellationToken);
}
