using ServerlessGuard.Core.Journals;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Routing;

namespace ServerlessGuard.Core.Deployments;

/// <summary>
/// Carries a leased rollback on: asks the schedule, does the step, writes the entry, then the journal. Errors of the
/// platform become another try; <see cref="Ports.StoreUnavailableException"/> and <see cref="LeaseLostException"/> end the call.
/// </summary>
public sealed class RollbackExecutor(
    DeploymentPlatforms platforms,
    IAttestations attestations,
    IProbeRunner probes,
    ModelRoutes routes,
    RollbackTriggers triggers,
    RollbackReporter record,
    TimeProvider clock,
    RollbackTimings times)
{
    /// <summary>Does what can be done now.</summary>
    internal async ValueTask AdvanceAsync(ModelPolicy model, Lease<RollbackState> lease, CancellationToken cancellationToken)
    {
        var steps = new RollbackStepExecutor(platforms.Of(model), attestations, probes, routes, clock, times, model, lease);
        while (true)
        {
            switch (RollbackSchedule.Next(clock.GetUtcNow(), lease.State, times))
            {
                case RollbackAction.TakeUp:
                    await lease.WriteAsync(triggers.MergePending, cancellationToken);
                    continue;
                case RollbackAction.Do { Step: RollbackStep.Begin }:
                    await BeginAsync(model, lease, cancellationToken);
                    continue;
                case RollbackAction.Do act:
                    await WriteAsync(await TryAsync(steps, act.Step, lease, cancellationToken));
                    continue;
                case RollbackAction.GiveUp:
                    await WriteAsync(steps.Abandon(lease.State.Acting));
                    continue;
                default:
                    return;
            }
        }

        // The entry comes first: a step that is journalled has its entry, whatever happens in between.
        async ValueTask WriteAsync(Rollback next)
        {
            await record.SteppedAsync(model, lease.State.Acting, next, cancellationToken);
            await lease.WriteAsync(state => state with { Rollback = next }, cancellationToken);
        }
    }

    private async ValueTask BeginAsync(ModelPolicy model, Lease<RollbackState> lease, CancellationToken cancellationToken)
    {
        var rollback = lease.State.Acting;
        var waits = triggers.NeedsApproval(rollback.Trigger);
        var next = rollback with { Step = waits ? RollbackStep.Approve : RollbackStep.Choose, Since = clock.GetUtcNow() };
        await record.StartedAsync(model, next, waits, cancellationToken);
        await lease.WriteAsync(state => state with { Rollback = next }, cancellationToken);
    }

    private async ValueTask<Rollback> TryAsync(
        RollbackStepExecutor steps, RollbackStep step, Lease<RollbackState> lease, CancellationToken cancellationToken)
    {
        try
        {
            return await steps.ExecuteAsync(step, cancellationToken);
        }
        catch (DeploymentPlatformException e)
        {
            record.Failed(lease.State.Model, step, e);
            return steps.Retry(lease.State.Acting, "platform");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return steps.Retry(lease.State.Acting, "timeout");
        }
    }
}
