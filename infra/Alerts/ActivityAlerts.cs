using ServerlessGuard.Infra.Events;

namespace ServerlessGuard.Infra.Alerts;

/// <summary>
/// Changes of guarded groups that a person hears of within minutes, whatever carries events. Keys that are listed or
/// regenerated are not here: the rotator does both, and an activity log alert cannot leave a caller out.
/// </summary>
internal static class ActivityAlerts
{
    public static IReadOnlyList<ActivityAlert> All { get; } =
    [
        new("deployment-changed", "A deployment was made, changed or deleted", Operations("deployments", static _ => true)),
        new(
            "grant-changed", "A role was given or taken",
            Operations("grants", static o => o.Contains("/roleAssignments/", StringComparison.Ordinal))),
        new("guard-weakened", "Logging, a lock or a policy was taken away", Operations("weakened", static _ => true)),
    ];

    private static List<string> Operations(string watched, Func<string, bool> take) =>
        [.. WatchedEvents.ResourceGroup.Single(w => w.Name == watched).Operations.Where(take)];
}
