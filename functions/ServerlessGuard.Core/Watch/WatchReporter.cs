using System.Globalization;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Watch;

/// <summary>The records of the watch: entries and alerts.</summary>
public sealed class WatchReporter(IAuditLog audit, IAlertSink alerts, TimeProvider clock)
{
    internal ValueTask SeenAsync(
        GuardPolicy policy, ModelPolicy model, WatchedEndpoint endpoint, EndpointDeployment deployment, ResourceChange? hint,
        CancellationToken cancellationToken)
    {
        var facts = Facts(model, deployment.Name, deployment.Revision.Digest);
        facts["traffic"] = deployment.Traffic.ToString(CultureInfo.InvariantCulture);
        var attested = endpoint.Attestations.Where(a => a.Revision.Digest == deployment.Revision.Digest).MaxBy(static a => a.Expires);
        Add(facts, "attested_until", attested?.Expires.ToString("u", CultureInfo.InvariantCulture));
        AddOrigin(facts, model, deployment, hint);
        return AppendAsync(AuditKinds.DeploymentObserved, policy, facts, cancellationToken);
    }

    internal async ValueTask FoundAsync(
        GuardPolicy policy, ModelPolicy model, WatchedEndpoint endpoint, OpenDrift open, ResourceChange? hint,
        CancellationToken cancellationToken)
    {
        var drift = open.Drift;
        var facts = Facts(model, drift.Deployment, drift.Revision);
        facts["episode"] = open.Episode;
        facts["drift"] = Word(drift.Kind);
        facts["action"] = Word(drift.Action);
        facts["state"] = "found";
        AddOrigin(facts, model, endpoint.State.Deployments.FirstOrDefault(d => d.Name == drift.Deployment), hint);
        await AppendAsync(AuditKinds.DeploymentDrifted, policy, facts, cancellationToken);
        await alerts.RaiseAsync(
            new Alert
            {
                Code = $"deployment.{Word(drift.Kind)}",
                Severity = drift.Severity,
                Message = Sentence(model, drift, facts),
                Time = clock.GetUtcNow(),
                DedupeKey = open.Episode,
                Tags = new Dictionary<string, string> { ["model"] = model.Id, ["deployment"] = drift.Deployment },
            },
            cancellationToken);
    }

    internal ValueTask EndedAsync(GuardPolicy policy, ModelPolicy model, OpenDrift open, CancellationToken cancellationToken)
    {
        var facts = Facts(model, open.Drift.Deployment, open.Drift.Revision);
        facts["episode"] = open.Episode;
        facts["drift"] = Word(open.Drift.Kind);
        facts["state"] = "ended";
        return AppendAsync(AuditKinds.DeploymentDrifted, policy, facts, cancellationToken);
    }

    private static string Sentence(ModelPolicy model, Drift drift, Dictionary<string, string> facts)
    {
        var what = drift.Kind switch
        {
            DriftKind.Shadow => "is not in the policy: a shadow deployment",
            DriftKind.Unattested => "serves or may serve a revision without a valid attestation; revalidate it with 'guard attest'",
            DriftKind.ProbesFailed => "failed its probes",
            DriftKind.Expiring => "has an attestation that ends soon; revalidate it with 'guard attest'",
            DriftKind.Unpinned => "may be upgraded by its platform; set versionUpgradeOption to NoAutoUpgrade",
            DriftKind.Mirrored => "gets copies of calls, which the policy does not provide for",
            DriftKind.Traffic => "divides calls into shares that do not add up to 100",
            DriftKind.Missing => "is named in the policy and does not exist",
            _ => "logs nothing: it has no diagnostic settings",
        };
        var by = facts.GetValueOrDefault("changed_by") ?? facts.GetValueOrDefault("event_actor");
        var then = drift.Action switch { DriftAction.Rollback => " It is rolled back.", DriftAction.Pause => " It is paused.", _ => "" };
        return $"The {(drift.Deployment.Length > 0 ? $"deployment {drift.Deployment} of the " : "")}model {model.Id} {what}.{(by is null ? "" : $" Changed by {by}.")}{then}";
    }

    private static Dictionary<string, string> Facts(ModelPolicy model, string deployment, string revision)
    {
        var facts = new Dictionary<string, string> { ["model"] = model.Id, ["platform"] = model.Platform };
        Add(facts, "deployment", deployment.Length > 0 ? deployment : null);
        Add(facts, "revision", revision.Length > 0 ? revision : null);
        return facts;
    }

    /// <summary>The actor from the platform, and the actor and address that an event claims: the second may be forged.</summary>
    private static void AddOrigin(Dictionary<string, string> facts, ModelPolicy model, EndpointDeployment? deployment, ResourceChange? hint)
    {
        Add(facts, "changed_by", deployment?.ChangedBy);
        Add(facts, "changed_at", deployment?.ChangedAt?.ToString("u", CultureInfo.InvariantCulture));
        if (hint is not null
            && (deployment is null || ResourceEvent.AreRelated(hint.Resource, $"{model.Resource}/deployments/{deployment.Name}")))
        {
            Add(facts, "event_actor", hint.Actor);
            Add(facts, "event_address", hint.Address);
            Add(facts, "event_operation", hint.Operation);
        }
    }

    private static void Add(Dictionary<string, string> facts, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            facts[name] = value;
        }
    }

    private static string Word<T>(T value)
        where T : struct, Enum => WireName.Of(value);

    private async ValueTask AppendAsync(
        string kind, GuardPolicy policy, Dictionary<string, string> facts, CancellationToken cancellationToken) =>
        await audit.AppendAsync(new AuditEntry
        {
            Kind = kind,
            Time = clock.GetUtcNow(),
            Actor = Actors.Guard,
            PolicyRevision = policy.RevisionId,
            Facts = facts
        }, cancellationToken);
}
