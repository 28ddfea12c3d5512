using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Deployments;

/// <summary>Carries on what is under way. Run it when something was requested and every few seconds, from any number of workers.</summary>
public sealed class RollbackSweep(Rollbacks rollbacks, IPolicySource policies, ILogger<RollbackSweep> logger)
{
    /// <summary>
    /// Every model of the policy, at once: one that waits for its platform does not keep the others waiting. The first
    /// failure is thrown at the end.
    /// </summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var failures = await Task.WhenAll(policies.Current.Models.Values.Where(rollbacks.CanRollBack).OrderBy(static m => m.Id, StringComparer.Ordinal).Select(model => TryAsync(model, cancellationToken)));
        if (Array.Find(failures, static f => f is not null) is { } failure)
        {
            throw new StoreUnavailableException("The sweep could not do every model.", failure);
        }
    }

    private async Task<Exception?> TryAsync(ModelPolicy model, CancellationToken cancellationToken)
    {
        try
        {
            await rollbacks.AdvanceAsync(model, cancellationToken);
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
