using System.Globalization;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Watch;

/// <summary>Checks every watched model, with or without an event. Run it every few minutes, from any number of workers.</summary>
public sealed class DeploymentSweep(
    DeploymentWatch watch, WatchJournal journal, IAuditLog audit, IPolicySource policies, TimeProvider clock,
    ILogger<DeploymentSweep> logger)
{
    private const string Whole = "~sweep";

    /// <summary>One model that fails does not keep the others waiting; the first failure is thrown at the end.</summary>
    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        Exception? failure = null;
        var states = new List<WatchState>();
        foreach (var model in policies.Current.Models.Values.Where(watch.CanWatch).OrderBy(static m => m.Id, StringComparer.Ordinal))
        {
            try
            {
                states.Add(await watch.CheckAsync(model, null, cancellationToken));
            }
#pragma warning disable CA1031 // One model's failure must not keep the sweep from the others.
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                WatchLog.SweepFailed(logger, model.Id, e.GetType().FullName);
                failure ??= e;
            }
        }

        if (failure is not null)
        {
            throw new StoreUnavailableException("The sweep could not check every model.", failure);
        }

        if (states.Count > 0)
        {
            await RecordAsync(Count(states), cancellationToken);
        }
    }

    /// <summary>The counts of deployments and of drifts. Unattested and shadows: those that calls reach.</summary>
    private static Dictionary<string, string> Count(List<WatchState> states)
    {
        var drifts = states.SelectMany(static s => s.Open).Select(static o => o.Drift).ToList();
        return new()
        {
            ["models"] = Text(states.Count),
            ["deployments"] = Text(states.Sum(static s => s.Observed.Count)),
            ["drifts"] = Text(drifts.Count),
            ["unattested"] = Text(drifts.Count(static d => d is { IsReached: true, Kind: DriftKind.Unattested or DriftKind.ProbesFailed })),
            ["shadows"] = Text(drifts.Count(static d => d is { IsReached: true, Kind: DriftKind.Shadow })),
        };
    }

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);

    /// <summary>Evidence: that all was checked, whenever the counts change and as often as it is due.</summary>
    private async ValueTask RecordAsync(Dictionary<string, string> counts, CancellationToken cancellationToken)
    {
        var (now, last) = (clock.GetUtcNow(), await journal.ReadAsync(Whole, cancellationToken));
        if (last.Checked > now - WatchTimings.RecordSweep && counts.All(c => last.Counts.GetValueOrDefault(c.Key) == c.Value))
        {
            return;
        }

        await audit.AppendAsync(
            new AuditEntry
            {
                Kind = AuditKinds.DeploymentsChecked,
                Time = now,
                Actor = Actors.Guard,
                PolicyRevision = policies.Current.RevisionId,
                Facts = counts
            },
            cancellationToken);
        await journal.ChangeAsync(Whole, state => state with { Checked = now, Counts = counts }, cancellationToken);
    }
}
