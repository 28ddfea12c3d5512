using System.Text.Json.Serialization;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Routing;

namespace ServerlessGuard.Core.Deployments;

/// <summary>The bad revisions, and the targets of a rollback.</summary>
internal sealed class RollbackTargetSelector(IAttestations attestations, ModelPolicy model)
{
    private readonly string[] _named = [.. new[] { model.Deployment, model.Standby }.OfType<string>()];

    /// <summary>ARM ignores the case of names; other platforms do not.</summary>
    public StringComparer Names { get; } = model.Platform.StartsWith("azure-", StringComparison.Ordinal)
        ? StringComparer.OrdinalIgnoreCase
        : StringComparer.Ordinal;

    /// <summary>Whether the policy's model names the deployment, as its own or as its standby.</summary>
    public bool IsNamed(string deployment) => _named.Contains(deployment, Names);

    /// <summary>Reads from the platform what the triggers did not say: which revision is bad, which deployment is a shadow.</summary>
    public Rollback Judge(Rollback rollback, EndpointState state, ModelRoute route)
    {
        var (bad, shadows) = (rollback.Bad.ToList(), rollback.Shadows.ToList());
        foreach (var trigger in rollback.PendingTriggers)
        {
            if (trigger is { Cause: RollbackCause.Shadow, Deployment: { } shadow } && !IsNamed(shadow))
            {
                shadows.Add(shadow);
                continue;
            }

            if (trigger.RevisionDigest is { } digest)
            {
                bad.Add(digest);
                continue;
            }

            var serving = trigger.Deployment is { } named
                ? [named]
                : route.SharesFor(model).Where(static s => s.Value > 0).Select(static s => s.Key);
            bad.AddRange(serving.Select(name => state.Deployments.FirstOrDefault(d => Names.Equals(d.Name, name))?.Revision.Digest)
                .OfType<string>());
        }

        bad.RemoveAll(digest => digest == rollback.Trigger.ToRevision);
        return rollback with { PendingTriggers = [], Bad = [.. bad.Distinct()], Shadows = [.. shadows.Distinct()] };
    }

    /// <summary>
    /// The targets, best first: the serving revision, if it is attested and not bad; then existing deployments, the
    /// newest attestation first; then revisions that have to be put somewhere, likewise.
    /// </summary>
    public async ValueTask<IReadOnlyList<RollbackOption>> CandidatesAsync(
        Rollback rollback, EndpointState state, ModelRoute route, CancellationToken cancellationToken)
    {
        var wanted = rollback.Trigger.ToRevision;
        var attested = (await attestations.ListAsync(model.Id, cancellationToken))
            .DistinctBy(static a => a.Revision.Digest)
            .Where(a => !rollback.Bad.Contains(a.Revision.Digest)
                && !rollback.Refused.Contains(a.Revision.Digest)
                && (wanted is null || a.Revision.Digest == wanted))
            .ToList();
        var shares = route.SharesFor(model);
        bool Serves(string deployment) => !route.IsPaused && shares.GetValueOrDefault(deployment) == 100;
        var standing = attested.SelectMany(a => Named(state).Where(d => d.IsReady && !d.IsPaused && d.Revision.Digest == a.Revision.Digest)
            .Select(d => new RollbackTarget(d.Name, a.Revision, a.Id)));
        var places = attested.Select(a => new RollbackTarget(DeploymentFor(a, state, shares), a.Revision, a.Id));
        return [
            .. standing.OrderByDescending(t => Serves(t.Deployment)).Select(static t => new RollbackOption(t, true)),
            .. places.Select(static t => new RollbackOption(t, false))
        ];
    }

    /// <summary>Under the policy's spelling, which is the route's.</summary>
    private IEnumerable<EndpointDeployment> Named(EndpointState state) =>
        _named.SelectMany(name => state.Deployments.Where(d => Names.Equals(d.Name, name)).Take(1).Select(d => d with { Name = name }));

    /// <summary>The deployment that holds it already, paused or not ready; else one that serves nobody; else the policy's.</summary>
    private string DeploymentFor(Attestation attestation, EndpointState state, IReadOnlyDictionary<string, int> shares) =>
        Named(state).FirstOrDefault(d => d.Revision.Digest == attestation.Revision.Digest)?.Name
        ?? Named(state).FirstOrDefault(d => shares.GetValueOrDefault(d.Name) == 0)?.Name
        ?? model.Deployment;
}

/// <summary>A possible target of a rollback, before its probes are run. <see cref="IsDeployed"/>: the revision is there already.</summary>
public sealed record RollbackOption(RollbackTarget Target, bool IsDeployed);

/// <summary>The target of a rollback. <see cref="Attestation"/> is the attestation's id.</summary>
public sealed record RollbackTarget(
    [property: JsonPropertyName("deployment")] string Deployment,
    [property: JsonPropertyName("revision")] Revision Revision,
    [property: JsonPropertyName("attestation")] string Attestation);
