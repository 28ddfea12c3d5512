using System.Globalization;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Watch;

/// <summary>Checks every watched model, whether an event told of it or not. Run it every few minutes, from any number of workers.</summary>
public sealed class DeploymentSweep(DeploymentWatch watch, WatchJournal journal, IAuditLog audit, IPolicySource policies, TimeProvider clock, ILogger<DeploymentSweep> logger)
{
    private const string Whole = "~sweep";

    /// <summary>One model that fails does not keep the others waiting; the first failure is thrown at the end.</summary>
    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        Exception? failure = null;
        var (models, deployments, drifts) = (0, 0, 0);
        foreach (var model in policies.Current.Models.Values.Where(watch.CanWatch).OrderBy(static m => m.Id, StringComparer.Ordinal))
        {
            try
            {
                var state = await watch.CheckAsync(model, null, cancellationToken);
                (models, deployments, drifts) = (models + 1, deployments + state.Seen.Count, drifts + state.Open.Count);
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

        if (models > 0)
        {
            await RecordAsync(models, deployments, drifts, cancellationToken);
        }
    }

    /// <summary>That all was looked at, and how much drifted: evidence, written when it is due.</summary>
    private async ValueTask RecordAsync(int models, int deployments, int drifts, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if ((await journal.ReadAsync(Whole, cancellationToken)).Checked > now - WatchTimes.RecordSweep)
        {
            return;
        }

        await audit.AppendAsync(
            new AuditEntry
            {
                Kind = AuditKinds.DeploymentsSwept,
                Time = now,
                Actor = "guard",
                PolicyRevision = policies.Current.RevisionId,
                Facts = new Dictionary<string, string>
                {
                    ["models"] = models.ToString(CultureInfo.InvariantCulture),
                    ["deployments"] = deployments.ToString(CultureInfo.InvariantCulture),
                    ["drifts"] = drifts.ToString(CultureInfo.InvariantCulture),
                },
            },
            cancellationToken);
        await journal.ChangeAsync(Whole, state => state with { Checked = now }, cancellationToken);
    }
}
