using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Watch;

namespace ServerlessGuard.Local.Deployments;

/// <summary>A deployment as people see it. A model that could not be read has one row, with why.</summary>
internal sealed record DeploymentView
{
    public required string Model { get; init; }

    public string? Deployment { get; init; }

    /// <summary>Name and version, as the platform reports them.</summary>
    public string? Revision { get; init; }

    public string? Digest { get; init; }

    public bool Serves { get; init; }

    public DateTimeOffset? AttestedUntil { get; init; }

    public string? ChangedBy { get; init; }

    /// <summary>The drift, in the words of the policy.</summary>
    public IReadOnlyList<string> Drift { get; init; } = [];

    public string? Problem { get; init; }

    /// <summary>A drift that needs a person: an attestation that ends soon does not yet.</summary>
    public bool IsDrifted { get; init; }

    public static async ValueTask<IReadOnlyList<DeploymentView>> OfAsync(
        GuardPolicy policy, ModelPolicy model, EndpointReader reader, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!reader.HasAdapter(model))
        {
            return [new() { Model = model.Id, Problem = $"this host has no adapter for {model.Platform}" }];
        }

        try
        {
            var endpoint = await reader.ReadAsync(model, cancellationToken);
            var drifts = reader.CanRead(model) ? DriftEvaluator.Evaluate(policy, model, endpoint, clock.GetUtcNow()) : [];
            var rows = endpoint.State.Deployments.Select(d => Of(model, endpoint, d, [.. drifts.Where(x => x.Deployment == d.Name)]));
            var rest = drifts.Where(x => !endpoint.State.Deployments.Any(d => d.Name == x.Deployment))
                .Select(x => new DeploymentView
                {
                    Model = model.Id,
                    Deployment = x.Deployment.Length > 0 ? x.Deployment : null,
                    Drift = [Word(x)],
                    IsDrifted = true
                });
            return [.. rows, .. rest];
        }
        catch (DeploymentPlatformException e)
        {
            return [new() { Model = model.Id, Problem = e.Message, IsDrifted = true }];
        }
    }

    private static DeploymentView Of(
        ModelPolicy model, WatchedEndpoint endpoint, EndpointDeployment deployment, IReadOnlyList<Drift> drifts) => new()
        {
            Model = model.Id,
            Deployment = deployment.Name,
            Revision = $"{deployment.Revision.ModelName} {deployment.Revision.ModelVersion}",
            Digest = deployment.Revision.Digest,
            Serves = DriftEvaluator.Serves(endpoint, deployment),
            AttestedUntil = endpoint.Attestations.Where(a => a.Revision == deployment.Revision)
            .Select(static a => (DateTimeOffset?)a.Expires)
            .Max(),
            ChangedBy = deployment.ChangedBy,
            Drift = [.. drifts.Select(Word)],
            IsDrifted = drifts.Any(static d => d.Kind != DriftKind.Expiring),
        };

    private static string Word(Drift drift)
    {
        var kind = WireName.Of(drift.Kind);
        return drift.Action == DriftAction.Alert ? kind : $"{kind} ({WireName.Of(drift.Action)})";
    }
}
