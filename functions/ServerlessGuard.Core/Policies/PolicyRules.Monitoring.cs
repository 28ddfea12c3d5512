using Newtonsoft.Json.Linq;

namespace ServerlessGuard.Core.Policies;

internal static partial class PolicyRules
{
    /// <summary>Hours are kept for five weeks; a baseline must lie in them when its last one ends.</summary>
    private static readonly TimeSpan LongestBaseline = TimeSpan.FromDays(28);

    private static void CheckMonitoring(JObject root, PolicyErrors errors)
    {
        if (root.Object("monitoring") is not { } monitoring)
        {
            return;
        }

        if (monitoring.Duration("baseline") is { } baseline && (baseline > LongestBaseline || baseline < TimeSpan.FromHours(1)))
        {
            Refuse(errors, monitoring["baseline"]!, "A baseline is learnt for 1 hour to 28 days.", "Write 7d, or up to 28d.");
        }

        if (monitoring.Duration("average_run") is { } run && run < TimeSpan.FromDays(1))
        {
            Refuse(errors, monitoring["average_run"]!, "An average run of less than a day gives alarms by chance.", "Write 90d.");
        }

        foreach (var expected in (monitoring.Object("expect") ?? []).Properties())
        {
            if (!root.Objects("applications").Any(a => a.Text("id") == expected.Name))
            {
                Refuse(
                    errors, expected.Value, $"There is no application {PolicyErrorPhrases.Show(expected.Name)}.",
                    "Name one of the applications above.");
            }
        }

        CheckTwice(monitoring.Texts("off"), errors, "signal");
    }
}
