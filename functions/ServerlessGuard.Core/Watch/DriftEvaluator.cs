using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Watch;

/// <summary>
/// Evaluates drift: a pure function of the policy, the endpoint, its attestations and the time. A deployment is registered
/// when a model of the policy on the same resource names it as its deployment or standby; each model judges its own, and
/// the first model of a resource, by id, judges those that nobody names.
/// </summary>
public static class DriftEvaluator
{
    /// <summary>How long before an attestation's end the watch reports it.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromDays(7);

    public static IReadOnlyList<Drift> Evaluate(GuardPolicy policy, ModelPolicy model, WatchedEndpoint endpoint, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(endpoint);
        var names = NamesOn(model.Platform);
        var neighbours = policy.Models.Values.Where(m => m.Platform == model.Platform && SameResource(m, model)).ToList();
        var registered = neighbours.SelectMany(Named).ToHashSet(names);
        var own = Named(model).ToHashSet(names);
        var tells = neighbours.All(m => string.CompareOrdinal(model.Id, m.Id) <= 0);
        var drifts = new List<Drift>();
        foreach (var deployment in endpoint.State.Deployments)
        {
            if (own.Contains(deployment.Name))
            {
                drifts.AddRange(Registered(policy, model, endpoint, deployment, now));
            }
            else if (tells && !registered.Contains(deployment.Name))
            {
                drifts.Add(Shadow(policy, neighbours, endpoint, deployment));
            }
        }

        drifts.AddRange(own.Where(name => !endpoint.State.Deployments.Any(d => names.Equals(d.Name, name)))
            .Select(static name => new Drift { Kind = DriftKind.Missing, Deployment = name, Action = DriftAction.Alert }));
        if (endpoint.DividesTraffic && endpoint.State.Deployments.Sum(static d => d.Traffic) is not (0 or 100))
        {
            drifts.Add(new() { Kind = DriftKind.Traffic, Action = DriftAction.Alert });
        }

        if (tells && endpoint.IsDiagnosed == false)
        {
            drifts.Add(new() { Kind = DriftKind.Undiagnosed, Action = DriftAction.Alert });
        }

        return [.. drifts.OrderByDescending(static d => d.Action)
            .ThenBy(static d => d.Kind)
            .ThenBy(static d => d.Deployment, StringComparer.Ordinal)];
    }

    /// <summary>Whether calls reach a deployment: through the gateway, or through its platform's own shares and copies.</summary>
    public static bool Serves(WatchedEndpoint endpoint, EndpointDeployment deployment)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(deployment);
        return !deployment.IsPaused && (deployment.Mirror > 0 || (endpoint.DividesTraffic
            ? deployment.Traffic > 0
            : endpoint.Routed.Any(
                share => share.Value > 0 && string.Equals(share.Key, deployment.Name, StringComparison.OrdinalIgnoreCase))));
    }

    /// <summary>ARM ignores the case of names; other platforms do not.</summary>
    public static StringComparer NamesOn(string platform) =>
        platform.StartsWith("azure-", StringComparison.Ordinal) ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    private static IEnumerable<Drift> Registered(
        GuardPolicy policy, ModelPolicy model, WatchedEndpoint endpoint, EndpointDeployment deployment, DateTimeOffset now)
    {
        var digest = deployment.Revision.Digest;
        var until = endpoint.Attestations.Where(a => a.Model == model.Id && a.Revision.Digest == digest)
            .Select(static a => (DateTimeOffset?)a.Expires)
            .Max();
        var serves = Serves(endpoint, deployment);
        if (until is null || until <= now)
        {
            // A deployment without calls may still be revalidated; and without attesters, nothing ever could be.
            var action = serves && policy.Attesters.Count > 0 ? ActionFor(policy, [model], static r => r.OnUnattested) : DriftAction.Alert;
            yield return new()
            {
                Kind = DriftKind.Unattested,
                Deployment = deployment.Name,
                Revision = digest,
                IsReached = serves,
                Action = action
            };
        }
        else if (until <= now + Soon)
        {
            yield return new() { Kind = DriftKind.Expiring, Deployment = deployment.Name, Revision = digest, Action = DriftAction.Alert };
        }

        if (endpoint.FailedProbes.Contains(digest))
        {
            yield return new()
            {
                Kind = DriftKind.ProbesFailed,
                Deployment = deployment.Name,
                Revision = digest,
                IsReached = serves,
                Action = serves ? ActionFor(policy, [model], static r => r.OnUnattested) : DriftAction.Alert
            };
        }

        if (!deployment.IsPinned)
        {
            yield return new() { Kind = DriftKind.Unpinned, Deployment = deployment.Name, Action = DriftAction.Alert };
        }

        if (deployment.Mirror > 0)
        {
            yield return new() { Kind = DriftKind.Mirrored, Deployment = deployment.Name, Action = DriftAction.Alert };
        }
    }

    private static Drift Shadow(
        GuardPolicy policy, IReadOnlyList<ModelPolicy> neighbours, WatchedEndpoint endpoint, EndpointDeployment deployment)
    {
        // Where each deployment answers to its own name, one that runs is one that can be called.
        var runs = endpoint.DividesTraffic ? Serves(endpoint, deployment) : !deployment.IsPaused;
        return new()
        {
            Kind = DriftKind.Shadow,
            Deployment = deployment.Name,
            Revision = deployment.Revision.Digest,
            IsReached = runs,
            Action = runs ? ActionFor(policy, neighbours, static r => r.OnShadow) : DriftAction.Alert,
        };
    }

    /// <summary>The strictest action that a tier of the models' applications requires; a tier that observes requires none.</summary>
    private static DriftAction ActionFor(GuardPolicy policy, IReadOnlyList<ModelPolicy> models, Func<RollbackPolicy, DriftAction> by)
    {
        var tiers = policy.Applications.Values.Where(a => models.Any(m => a.Models.Contains(m.Id)))
            .Select(a => policy.Tiers[a.Tier])
            .Distinct()
            .ToList();
        return tiers.Count == 0
            ? by(new RollbackPolicy())
            : tiers.Max(t => t.Enforce == EnforceMode.Observe ? DriftAction.Alert : by(t.Rollback));
    }

    private static bool SameResource(ModelPolicy a, ModelPolicy b) =>
        string.Equals(a.Resource, b.Resource, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Named(ModelPolicy model) =>
        model.Standby is { } standby ? [model.Deployment, standby] : [model.Deployment];
}
