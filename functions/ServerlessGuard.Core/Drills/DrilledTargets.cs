using ServerlessGuard.Core.Incidents;

namespace ServerlessGuard.Core.Drills;

/// <summary>Tells which alerts a drill itself causes: those about its target, while its harm lasts and for a while after.</summary>
internal sealed class DrilledTargets(DrillJournal journal, TimeProvider clock, DrillTimes times) : IDrilled
{
    public async ValueTask<string?> RunOnAsync(string subject, CancellationToken cancellationToken) =>
        (await journal.ReadAsync(cancellationToken)).Run is { Intent: not null } run && run.Target == subject
            && (run.Ended is not { } ended || clock.GetUtcNow() < ended + times.Pause + times.LookEvery)
            ? run.Id
            : null;
}
