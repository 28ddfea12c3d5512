using System.Text.Json.Serialization;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Deployments.Probes;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Journals;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Routing;

namespace ServerlessGuard.Core.Watch;

/// <summary>Knows which revision is in which deployment: records new ones, sends them their quick probes, and updates the routes.</summary>
public sealed class DeploymentInventory(
    WatchJournal journal, ModelRoutes routes, IProbeRunner probes, IProbeSuiteSource suites, WatchReporter record, TimeProvider clock)
{
    /// <summary>Records what is new and asks it its quick probes.</summary>
    internal async ValueTask<IReadOnlyList<ObservedDeployment>> UpdateAsync(
        GuardPolicy policy, ModelPolicy model, WatchedEndpoint endpoint, ResourceChange? hint, CancellationToken cancellationToken)
    {
        await routes.RecordRevisionAsync(endpoint.State.Model, endpoint.State.Revisions(), cancellationToken);
        var known = (await journal.ReadAsync(model.Id, cancellationToken)).Observed;
        var seen = new List<ObservedDeployment>();
        foreach (var deployment in endpoint.State.Deployments)
        {
            var digest = deployment.Revision.Digest;
            var before = known.FirstOrDefault(s => s.Name == deployment.Name && s.Revision == digest);
            if (before is null)
            {
                await record.SeenAsync(policy, model, endpoint, deployment, hint, cancellationToken);
            }

            seen.Add(await ProbeAsync(model, endpoint, deployment, before ?? new(deployment.Name, digest), cancellationToken));
        }

        return seen;
    }

    private async ValueTask<ObservedDeployment> ProbeAsync(
        ModelPolicy model, WatchedEndpoint endpoint, EndpointDeployment deployment, ObservedDeployment seen,
        CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var isDue = seen.IsHealthy is null || (seen.IsHealthy == false && seen.Probed <= now - WatchTimings.RetryProbes);
        if (!isDue || !deployment.IsReady || !DriftEvaluator.Serves(endpoint, deployment) || suites.Find(model)?.Suite is null)
        {
            return seen;
        }

        // A model's answers vary, and a network fails: once more before a model is taken back for it.
        var isHealthy = await IsHealthyAsync(model, deployment.Name, cancellationToken)
            || await IsHealthyAsync(model, deployment.Name, cancellationToken);
        return seen with { IsHealthy = isHealthy, Probed = now };
    }

    private async ValueTask<bool> IsHealthyAsync(ModelPolicy model, string deployment, CancellationToken cancellationToken)
    {
        using var timeout = new CallTimeout(WatchTimings.Probing, clock, cancellationToken);
        try
        {
            return (await probes.RunAsync(model, deployment, quick: true, timeout.Token)).IsPassed;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}

/// <summary>A deployment as it was last seen, and what its probes said of the revision there; null before they were asked.</summary>
public sealed record ObservedDeployment(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("revision")] string Revision,
    [property: JsonPropertyName("isHealthy")] bool? IsHealthy = null,
    [property: JsonPropertyName("probed")] DateTimeOffset? Probed = null);
