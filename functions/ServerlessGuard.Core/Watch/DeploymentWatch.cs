using System.Diagnostics.Metrics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Deployments.Probes;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Routing;

namespace ServerlessGuard.Core.Watch;

/// <summary>
/// Looks at a model's endpoint, asks revisions that are new there their quick probes, judges, and does what each drift
/// calls for: one entry, one alert and one action per episode, however often and by however many workers it is found.
/// </summary>
public sealed class DeploymentWatch(
    EndpointReader endpoints,
    IProbeRunner probes,
    IProbeSuites suites,
    IRollbacks rollbacks,
    ModelRoutes routes,
    WatchJournal journal,
    IAuditLog audit,
    IAlerts alerts,
    IPolicySource policies,
    IEntropy entropy,
    TimeProvider clock,
    ILogger<DeploymentWatch> logger)
{
    private readonly WatchRecord _record = new(audit, alerts, clock);

    public bool CanWatch(ModelPolicy model) => endpoints.CanRead(model);

    /// <summary>
    /// Throws what reading throws, and the first failure of an action after all were tried; what is left to do is done
    /// by the next check.
    /// </summary>
    /// <param name="hint">What an event told; null for the sweep.</param>
    public async ValueTask<WatchState> CheckAsync(ModelPolicy model, ChangeHint? hint, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        var policy = policies.Current;
        var endpoint = await endpoints.ReadAsync(model, cancellationToken);
        await routes.SeenAsync(endpoint.State.Model, endpoint.State.Revisions(), cancellationToken);
        var seen = await SeeAsync(policy, model, endpoint, hint, cancellationToken);
        endpoint = endpoint with { FailedProbes = [.. seen.Where(static s => s.IsHealthy == false).Select(static s => s.Revision)] };
        var found = DriftJudge.Judge(policy, model, endpoint, clock.GetUtcNow());
        var mine = new List<OpenDrift>();
        var (before, after) = await journal.ChangeAsync(
            model.Id,
            state =>
            {
                mine.Clear();
                var now = clock.GetUtcNow();
                var open = WatchLedger.Next(state.Open, found, now, entropy.NewId).Select(o => Claim(o, now, mine)).ToList();
                return state with { Seen = seen, Open = open, Checked = now };
            },
            cancellationToken);
        foreach (var ended in WatchLedger.Ended(before.Open, after.Open).Where(static o => o.IsTold))
        {
            await _record.EndedAsync(policy, model, ended, cancellationToken);
        }

        await ActAsync(policy, model, endpoint, mine, hint, cancellationToken);
        return await journal.ReadAsync(model.Id, cancellationToken);
    }

    private static OpenDrift Claim(OpenDrift open, DateTimeOffset now, List<OpenDrift> mine)
    {
        if (!open.IsDue(now))
        {
            return open;
        }

        var claimed = open with { ClaimedUntil = now + WatchTimes.Claim };
        mine.Add(claimed);
        return claimed;
    }

    private async ValueTask ActAsync(GuardPolicy policy, ModelPolicy model, WatchedEndpoint endpoint, List<OpenDrift> mine, ChangeHint? hint, CancellationToken cancellationToken)
    {
        Exception? failure = null;
        foreach (var open in mine)
        {
            var done = open with { ClaimedUntil = null };
            try
            {
                if (!open.IsTold)
                {
                    await _record.FoundAsync(policy, model, endpoint, open, hint, cancellationToken);
                    WatchTelemetry.Found(model.Id, open.Drift);
                    WatchLog.Found(logger, model.Id, open.Drift.Kind, open.Drift.Deployment, open.Drift.Action);
                    done = done with { IsTold = true };
                }

                if (open.Drift.Action != DriftAction.Alert)
                {
                    await DoAsync(model, open, cancellationToken);
                    done = done with { Acted = clock.GetUtcNow() };
                }
            }
            catch (Exception e) when (e is DeploymentPlatformException or StoreUnavailableException)
            {
                WatchLog.Failed(logger, model.Id, open.Drift.Kind, open.Drift.Deployment, e.GetType().Name);
                failure ??= e;
            }

            await journal.ChangeAsync(model.Id, state => state with { Open = [.. state.Open.Select(o => o.Episode == done.Episode ? Done(o, done) : o)] }, cancellationToken);
        }

        if (failure is not null)
        {
            throw new StoreUnavailableException($"What the watch of {model.Id} found could not all be acted on.", failure);
        }
    }

    /// <summary>What another check has found meanwhile stays.</summary>
    private static OpenDrift Done(OpenDrift now, OpenDrift done) => now with { IsTold = done.IsTold, Acted = done.Acted, ClaimedUntil = null };

    private async ValueTask DoAsync(ModelPolicy model, OpenDrift open, CancellationToken cancellationToken)
    {
        var drift = open.Drift;
        if (drift is { Action: DriftAction.Pause, Kind: not DriftKind.Shadow })
        {
            await endpoints.PlatformOf(model).PauseAsync(model, drift.Deployment, cancellationToken);
            return;
        }

        // A shadow deployment too: only one of them may change a model's deployments at a time.
        await rollbacks.RequestAsync(
            new RollbackTrigger
            {
                Id = $"watch:{open.Episode}",
                Model = model.Id,
                Cause = drift.Kind switch { DriftKind.Shadow => RollbackCause.Shadow, DriftKind.ProbesFailed => RollbackCause.ProbesFailed, _ => RollbackCause.Unattested },
                Deployment = drift.Deployment,
                RevisionDigest = drift.Kind == DriftKind.Shadow ? null : drift.Revision,
                Actor = Actors.Guard,
            },
            cancellationToken);
    }

    /// <summary>Records what is new and asks it its quick probes.</summary>
    private async ValueTask<IReadOnlyList<SeenDeployment>> SeeAsync(GuardPolicy policy, ModelPolicy model, WatchedEndpoint endpoint, ChangeHint? hint, CancellationToken cancellationToken)
    {
        var known = (await journal.ReadAsync(model.Id, cancellationToken)).Seen;
        var seen = new List<SeenDeployment>();
        foreach (var deployment in endpoint.State.Deployments)
        {
            var digest = deployment.Revision.Digest;
            var before = known.FirstOrDefault(s => s.Name == deployment.Name && s.Revision == digest);
            if (before is null)
            {
                await _record.SeenAsync(policy, model, endpoint, deployment, hint, cancellationToken);
            }

            seen.Add(await ProbeAsync(model, endpoint, deployment, before ?? new(deployment.Name, digest), cancellationToken));
        }

        return seen;
    }

    private async ValueTask<SeenDeployment> ProbeAsync(ModelPolicy model, WatchedEndpoint endpoint, EndpointDeployment deployment, SeenDeployment seen, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var isDue = seen.IsHealthy is null || (seen.IsHealthy == false && seen.Probed <= now - WatchTimes.ProbeAgain);
        if (!isDue || !deployment.IsReady || !DriftJudge.Serves(endpoint, deployment) || suites.Find(model)?.Suite is null)
        {
            return seen;
        }

        // A model's answers vary, and a network fails: once more before a model is taken back for it.
        var isHealthy = await IsHealthyAsync(model, deployment.Name, cancellationToken) || await IsHealthyAsync(model, deployment.Name, cancellationToken);
        return seen with { IsHealthy = isHealthy, Probed = now };
    }

    private async ValueTask<bool> IsHealthyAsync(ModelPolicy model, string deployment, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(WatchTimes.Probing, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return (await probes.RunAsync(model, deployment, quick: true, linked.Token)).IsPassed;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}

/// <summary>
/// Which drifts are new, which are known and which are over: a pure function of what was open and what is found. A drift
/// that needs less than before, because something was done about it, goes on as it is; one that needs more, or comes
/// back after it was over, is a new episode.
/// </summary>
internal static class WatchLedger
{
    public static IReadOnlyList<OpenDrift> Next(IReadOnlyList<OpenDrift> open, IReadOnlyList<Drift> found, DateTimeOffset now, Func<string> newId)
    {
        var known = open.ToDictionary(static o => o.Drift.Key, StringComparer.Ordinal);
        return [.. found.DistinctBy(static d => d.Key).Select(drift => known.GetValueOrDefault(drift.Key) is { } before && !IsWorse(drift, before.Drift)
            ? before with { Drift = drift }
            : new OpenDrift { Episode = newId(), Drift = drift, Since = now })];
    }

    private static bool IsWorse(Drift drift, Drift before) => drift.Action > before.Action || (drift.IsReached && !before.IsReached);

    /// <summary>What was open and is not any more.</summary>
    public static IEnumerable<OpenDrift> Ended(IReadOnlyList<OpenDrift> open, IReadOnlyList<OpenDrift> next) =>
        open.Where(o => !next.Any(n => n.Drift.Key == o.Drift.Key));
}

internal static class WatchTelemetry
{
    private static readonly Meter Meter = new(Instrumentation.Name);
    private static readonly Counter<long> Drifts = Meter.CreateCounter<long>("guard.drifts.found", "{drift}", "Drifts found, by model, kind and action.");

    public static void Found(string model, Drift drift) =>
        Drifts.Add(1, new("guard.model", model), new("guard.drift", drift.Kind.ToString()), new("guard.action", drift.Action.ToString()));
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(WatchState))]
internal sealed partial class WatchJson : JsonSerializerContext;

/// <summary>A deployment as it was last seen, and what its probes said of the revision there; null before they were asked.</summary>
public sealed record SeenDeployment(string Name, string Revision, bool? IsHealthy = null, DateTimeOffset? Probed = null);
