using System.Text.Json;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Routing;

namespace ServerlessGuard.Core.Drills;

/// <summary>
/// Puts a known-bad revision on the drill endpoint and waits for the guard, which does not know of it: the deployment watch finds
/// it, or the test on live outcomes does, and a rollback takes it back. A full drill puts it where all calls go; a canary
/// into the standby, with a tenth of the calls. Behind an upstream that nothing can be put on, the standby is the bad one.
/// </summary>
public sealed class RollbackDrill(
    DeploymentPlatforms platforms, RollbackJournal journal, ModelRoutes routes, IAttestations attestations, IProbeRunner probes,
    IPolicySource policies) : IDrill
{
    private const int CanaryShare = 10;

    public DrillKind Kind => DrillKind.Rollback;

    public string? TargetOf(GuardPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy.Drills.RollbackModel is { } id && policy.Models.TryGetValue(id, out var model) && platforms.Find(model) is not null
            ? id
            : null;
    }

    public async ValueTask<string?> StopAsync(DrillRun run, CancellationToken cancellationToken) =>
        (await journal.ReadAsync(run.Target, cancellationToken)).Rollback is { Ended: false } rollback
            && (run.Intent is not { } intent || rollback.Started < intent) ? "real-rollback" : null;

    public async ValueTask<SteadyStateCheck> ReadAsync(DrillRun run, CancellationToken cancellationToken)
    {
        var (model, platform) = TargetOf(run);
        var state = await platform.ReadAsync(model, cancellationToken);
        var route = (await routes.ReadAsync(model.Id, cancellationToken)).Route;
        var original = RollbackOriginal.Of(state, route, Names(model));
        var serving = original.Deployments.FirstOrDefault(d => string.Equals(d.Name, model.Deployment, StringComparison.OrdinalIgnoreCase));
        var fault = serving is not { IsReady: true, IsPaused: false } ? "deployment-not-ready"
            : route.IsClosed ? "model-stopped"
            : route.SharesFor(model).GetValueOrDefault(model.Deployment) != 100 ? "not-all-calls-there"
            : await attestations.FindAsync(model.Id, serving.Revision, cancellationToken) is null ? "not-attested"
            : DeploymentFor(run, model, platform) is null ? "standby-missing"
            : null;
        return new SteadyStateCheck(JsonSerializer.Serialize(original, DrillJson.Default.RollbackOriginal), fault);
    }

    public async ValueTask<string?> VerifyAsync(DrillRun run, CancellationToken cancellationToken)
    {
        var (model, _) = TargetOf(run);
        return (await probes.RunAsync(model, model.Deployment, quick: true, cancellationToken)).IsPassed ? null : "probes-failed";
    }

    public async ValueTask HarmAsync(DrillRun run, CancellationToken cancellationToken)
    {
        var (model, platform) = TargetOf(run);
        var place = DeploymentFor(run, model, platform) ?? throw new DrillException("standby-missing");
        if (CanPut(platform))
        {
            var drills = policies.Current.Drills;
            await platform.PutAsync(
                model, place, new Revision { ModelName = drills.BadName!, ModelVersion = drills.BadVersion! }, cancellationToken);
        }

        if (place != model.Deployment)
        {
            var share = run.Mode == DrillMode.Full ? 100 : CanaryShare;
            var shares = new Dictionary<string, int> { [model.Deployment] = 100 - share, [place] = share };
            if (platform.DividesTraffic)
            {
                await platform.SetTrafficAsync(model, shares, cancellationToken);
            }

            await routes.ChangeAsync(model.Id, route => route.With(model, shares), cancellationToken);
        }
    }

    public async ValueTask<DrillObservation> ObserveAsync(DrillRun run, CancellationToken cancellationToken) =>
        (await journal.ReadAsync(run.Target, cancellationToken)).Rollback is not { } rollback || rollback.Started < run.HarmStarted
            ? new DrillObservation()
            : new DrillObservation
            {
                Detected = rollback.Started,
                Decided = rollback.Decided,
                Restored = rollback.Step == RollbackStep.Done ? rollback.Restored : null,
                Fault = rollback.Step switch { RollbackStep.Paused => "no-healthy-revision", RollbackStep.Declined => "declined", _ => null },
            };

    public async ValueTask RestoreAsync(DrillRun run, CancellationToken cancellationToken)
    {
        // A rollback under way is never interrupted, whatever began it: the drill waits.
        if ((await journal.ReadAsync(run.Target, cancellationToken)).Rollback is { Ended: false })
        {
            throw new DrillException("rollback-under-way");
        }

        var (model, platform) = TargetOf(run);
        var original = OriginalOf(run);
        var state = await platform.ReadAsync(model, cancellationToken);
        foreach (var before in original.Deployments)
        {
            var now = state.Deployments.FirstOrDefault(d => d.Name == before.Name);
            if (CanPut(platform) && (now is null || now.Revision != before.Revision || now.IsPaused != before.IsPaused))
            {
                await platform.PutAsync(model, before.Name, before.Revision, cancellationToken);
            }
        }

        if (platform.DividesTraffic
            && original.Deployments.Any(b => state.Deployments.FirstOrDefault(d => d.Name == b.Name)?.Traffic != b.Traffic))
        {
            await platform.SetTrafficAsync(
                model, original.Deployments.ToDictionary(static d => d.Name, static d => d.Traffic), cancellationToken);
        }

        // A person's own stop meanwhile stays in force.
        await routes.ChangeAsync(model.Id, route => original.HasRoute(route)
            ? route
            : route with { Shares = original.Shares, Under = original.Under, IsPaused = original.IsPaused }, cancellationToken);
    }

    public async ValueTask<string?> CheckAsync(DrillRun run, CancellationToken cancellationToken)
    {
        var (model, platform) = TargetOf(run);
        var original = OriginalOf(run);
        var state = await platform.ReadAsync(model, cancellationToken);
        var route = (await routes.ReadAsync(model.Id, cancellationToken)).Route;
        var differs = original.Deployments.Any(before => state.Deployments.FirstOrDefault(d => d.Name == before.Name) is not { } now
            || now.Revision != before.Revision
                || now.IsPaused != before.IsPaused
                || (platform.DividesTraffic && now.Traffic != before.Traffic));
        return differs ? "deployment-differs"
            : !original.HasRoute(route) ? "route-differs"
            : await VerifyAsync(run, cancellationToken);
    }

    private static string[] Names(ModelPolicy model) => [.. new[] { model.Deployment, model.Standby }.OfType<string>()];

    private static bool CanPut(IDeploymentPlatform platform) => platform.Platform != PlatformNames.OpenAI;

    /// <summary>The deployment of the bad revision.</summary>
    private static string? DeploymentFor(DrillRun run, ModelPolicy model, IDeploymentPlatform platform) =>
        run.Mode == DrillMode.Full && CanPut(platform) ? model.Deployment : model.Standby;

    private static RollbackOriginal OriginalOf(DrillRun run) =>
        JsonSerializer.Deserialize(run.Original!, DrillJson.Default.RollbackOriginal)!;

    private (ModelPolicy Model, IDeploymentPlatform Platform) TargetOf(DrillRun run)
    {
        var model = policies.Current.Models.GetValueOrDefault(run.Target) ?? throw new DrillException("model-unknown");
        return (model, platforms.Find(model) ?? throw new DrillException("platform-unknown"));
    }
}
