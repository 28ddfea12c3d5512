using ServerlessGuard.Core.Deployments.Probes;
using ServerlessGuard.Core.Outcomes;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Routing;

namespace ServerlessGuard.Core.Deployments.Evaluation;

/// <summary>Counts what probes showed of the revision that was last seen in the deployment they asked.</summary>
internal sealed class ProbeOutcomeCounter(ProbeRunner inner, ModelRoutes routes, IOutcomeRecorder outcomes) : IProbeRunner
{
    public async ValueTask<ProbeResult> RunAsync(ModelPolicy model, string deployment, bool quick, CancellationToken cancellationToken)
    {
        var result = await inner.RunAsync(model, deployment, quick, cancellationToken);
        if (result.Asked > 0)
        {
            var served = new ServedDeployment(model.Id, deployment, await RevisionAsync(model, deployment, cancellationToken));
            outcomes.Record(served, OutcomeMetric.ProbeFailed, new OutcomeCount(result.Asked, Math.Min(result.Asked, result.Failed.Count)));
        }

        return result;
    }

    private async ValueTask<string?> RevisionAsync(ModelPolicy model, string deployment, CancellationToken cancellationToken)
    {
        try
        {
            return (await routes.ReadAsync(model.Id, cancellationToken)).Route.Revisions.GetValueOrDefault(deployment);
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }
}
