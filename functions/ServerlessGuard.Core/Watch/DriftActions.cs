using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Events;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Watch;

/// <summary>Tells of drifts and does what each calls for, once per episode: the drifts that it is given are claimed.</summary>
public sealed class DriftActions(
    EndpointReader endpoints, IRollbackCoordinator rollbacks, WatchJournal journal, WatchReporter record, TimeProvider clock,
    ILogger<DriftActions> logger)
{
    /// <summary>Throws the first failure after all were tried; what is left to do is done by the next check.</summary>
    internal async ValueTask ActAsync(
        GuardPolicy policy, ModelPolicy model, WatchedEndpoint endpoint, List<OpenDrift> mine, ResourceChange? hint,
        CancellationToken cancellationToken)
    {
        Exception? failure = null;
        foreach (var open in mine)
        {
            var done = open with { ClaimedUntil = null };
            try
            {
                if (!open.IsAlerted)
                {
                    await record.FoundAsync(policy, model, endpoint, open, hint, cancellationToken);
                    WatchTelemetry.Found(model.Id, open.Drift);
                    WatchLog.Found(logger, model.Id, open.Drift.Kind, open.Drift.Deployment, open.Drift.Action);
                    done = done with { IsAlerted = true };
                }

                if (open.Drift.Action != DriftAction.Alert)
                {
                    await DoAsync(model, open, cancellationToken);
                    done = done with { IsActedOn = clock.GetUtcNow() };
                }
            }
            catch (Exception e) when (e is DeploymentPlatformException or StoreUnavailableException)
            {
                WatchLog.Failed(logger, model.Id, open.Drift.Kind, open.Drift.Deployment, e.GetType().Name);
                failure ??= e;
            }

            await journal.ChangeAsync(
                model.Id, state => state with { Open = [.. state.Open.Select(o => o.Episode == done.Episode ? Done(o, done) : o)] },
                cancellationToken);
        }

        if (failure is not null)
        {
            throw new StoreUnavailableException($"The watch of {model.Id} could not act on every finding.", failure);
        }
    }

    /// <summary>Keeps the drifts that another check has found meanwhile.</summary>
    private static OpenDrift Done(OpenDrift now, OpenDrift done) =>
        now with { IsAlerted = done.IsAlerted, IsActedOn = done.IsActedOn, ClaimedUntil = null };

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
                Cause = drift.Kind switch
                {
                    DriftKind.Shadow => RollbackCause.Shadow,
                    DriftKind.ProbesFailed => RollbackCause.ProbesFailed,
                    _ => RollbackCause.Unattested
                },
                Deployment = drift.Deployment,
                RevisionDigest = drift.Kind == DriftKind.Shadow ? null : drift.Revision,
                Actor = Actors.Guard,
            },
            cancellationToken);
    }
}

internal static class WatchTelemetry
{
    private static readonly Meter Meter = new(Instrumentation.Name);
    private static readonly Counter<long> Drifts = Meter.CreateCounter<long>(
        "guard.drifts.found", "{drift}", "Drifts found, by model, kind and action.");

    public static void Found(string model, Drift drift) =>
        Drifts.Add(
            1, new("guard.model", model), new("guard.drift", WireName.Of(drift.Kind)), new("guard.action", WireName.Of(drift.Action)));
}
