using ServerlessGuard.Core.Incidents;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Drills;

/// <summary>Why nothing may be drilled now, whatever the target.</summary>
public sealed class DrillPreconditions(IncidentWorkflow incidents, IPolicySource policies, TimeProvider clock)
{
    private static readonly TimeSpan BudgetPeriod = TimeSpan.FromDays(7);

    /// <summary>A stable code, or null when a drill may begin.</summary>
    public async ValueTask<string?> BeginAsync(bool isScheduled, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var drills = policies.Current.Drills;
        if (isScheduled && !drills.IsOpenAt(now))
        {
            return "outside-window";
        }

        var real = (await incidents.ListAsync(cancellationToken)).Where(static i => i.Drill is null).ToList();
        return real.Exists(static i => i.IsOpen) ? "real-incident"
            : real.Count(i => i.Declared > now - BudgetPeriod) >= drills.Budget ? "error-budget"
            : null;
    }

    /// <summary>The same for a drill under way: it continues outside the window, never beside a real incident.</summary>
    public async ValueTask<string?> GoOnAsync(CancellationToken cancellationToken) =>
        (await incidents.ListAsync(cancellationToken)).Any(static i => i is { Drill: null, IsOpen: true }) ? "real-incident" : null;
}
