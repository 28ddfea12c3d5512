using System.Diagnostics.Metrics;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Deployments;

internal static class RollbackTelemetry
{
    private static readonly Meter Meter = new(Instrumentation.Name);
    private static readonly Counter<long> Begun = Meter.CreateCounter<long>("guard.rollbacks.begun", "{rollback}", "Rollbacks begun, by platform and cause.");
    private static readonly Counter<long> Finished = Meter.CreateCounter<long>("guard.rollbacks.ended", "{rollback}", "Rollbacks ended, by platform, means and outcome.");
    private static readonly Histogram<double> Restores = Meter.CreateHistogram<double>("guard.rollback.restore.duration", "s", "From the request until an attested revision that serves had answered its probes.");

    public static void Began(string platform, RollbackCause cause) =>
        Begun.Add(1, new KeyValuePair<string, object?>("guard.platform", platform), new KeyValuePair<string, object?>("guard.cause", cause.ToString()));

    public static void Ended(string platform, Rollback rollback)
    {
        var tags = new KeyValuePair<string, object?>[] { new("guard.platform", platform), new("guard.means", rollback.Means?.ToString()), new("guard.outcome", rollback.Step.ToString()) };
        Finished.Add(1, tags);
        if (rollback.Restored is { } restored)
        {
            Restores.Record((restored - rollback.Began).TotalSeconds, tags);
        }
    }
}
