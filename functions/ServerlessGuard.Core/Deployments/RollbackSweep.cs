using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Core.Routing;

namespace ServerlessGuard.Core.Deployments;

/// <summary>
/// Continues open rollbacks, and reads people's decisions where human review is another duty's. Run it when something was
/// requested and every few seconds, from any number of workers.
/// </summary>
public sealed class RollbackSweep(
    Rollbacks rollbacks, RollbackCaseListener approvals, IPolicySource policies, ILogger<RollbackSweep> logger,
    CaseDecisionReader? decisions = null, RecordedRoutes? recorded = null)
{
    /// <summary>
    /// Every model of the policy, at once: one that waits for its platform does not keep the others waiting. The first
    /// failure is thrown at the end.
    /// </summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var failures = await Task.WhenAll(policies.Current.Models.Values.Where(rollbacks.CanRollBack)
            .OrderBy(static m => m.Id, StringComparer.Ordinal)
            .Select(model => TryAsync(model, cancellationToken)));
        if (Array.Find(failures, static f => f is not null) is { } failure)
        {
            throw new StoreUnavailableException("The sweep could not process every model.", failure);
        }

        if (recorded is not null)
        {
            await recorded.EnforceAsync(cancellationToken);
        }
    }

    private async Task<Exception?> TryAsync(ModelPolicy model, CancellationToken cancellationToken)
    {
        try
        {
            var state = await rollbacks.AdvanceAsync(model, cancellationToken);
            if (state?.Rollback is { Step: RollbackStep.Approve } waiting
                && decisions is not null && await decisions.FindAsync(waiting.CaseId, cancellationToken) is { } decision
                && await approvals.DecideAsync(model.Id, waiting.CaseId, decision.IsApproved, decision.Actor, cancellationToken))
            {
                await rollbacks.AdvanceAsync(model, cancellationToken);
            }

            return null;
        }
#pragma warning disable CA1031 // One model's failure must not keep the sweep from the others.
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            RollbackLog.SweepFailed(logger, model.Id, e.GetType().FullName);
            return e;
        }
    }
}
