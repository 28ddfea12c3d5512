using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Drills;

/// <summary>
/// Continues the drill under way, begins due drills, and reports overdue ones. Run it every few seconds, from any number of workers.
/// </summary>
public sealed class DrillSweep(
    Driller driller, AvailableDrills drills, DrillJournal journal, DrillPreconditions stops, DrillReporter record, IPolicySource policies,
    TimeProvider clock)
{
    /// <summary>Throws <see cref="StoreUnavailableException"/>.</summary>
    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        if (await driller.AdvanceAsync(cancellationToken) is not { } state || state.Run is { IsOver: false })
        {
            return;
        }

        if (state.Requested is { } request)
        {
            if (drills.Find(request.Kind) is null)
            {
                return;
            }

            if (drills.TargetOf(request.Kind) is null)
            {
                await journal.WithdrawAsync(request.Id, cancellationToken);
            }
            else if (await driller.BeginAsync(request, isScheduled: false, cancellationToken) is not null)
            {
                await driller.AdvanceAsync(cancellationToken);
            }

            return;
        }

        var now = clock.GetUtcNow();
        foreach (var kind in Enum.GetValues<DrillKind>().Where(kind => drills.TargetOf(kind) is not null))
        {
            if (!state.Wanted.ContainsKey(kind))
            {
                await journal.WantAsync(kind, now, cancellationToken);
            }

            if (DrillSchedule.Overdue(state, kind, policies.Current) is { } overdue && now >= overdue)
            {
                await record.OverdueAsync(kind, overdue, cancellationToken);
            }

            if (now >= DrillSchedule.Due(state, kind, policies.Current, driller.Times)
                && await stops.BeginAsync(isScheduled: true, cancellationToken) is null
                && await driller.BeginAsync(kind, DrillMode.Full, Actors.Guard, isScheduled: true, cancellationToken) is not null)
            {
                await driller.AdvanceAsync(cancellationToken);
                return;
            }
        }
    }
}
