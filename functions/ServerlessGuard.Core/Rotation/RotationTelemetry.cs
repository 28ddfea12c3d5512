using System.Diagnostics.Metrics;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Rotation;

internal static class RotationTelemetry
{
    private static readonly Meter Meter = new(Instrumentation.Name);
    private static readonly Counter<long> Begun = Meter.CreateCounter<long>("guard.rotations.begun", "{rotation}", "Rotations begun, by platform and reason.");
    private static readonly Counter<long> Finished = Meter.CreateCounter<long>("guard.rotations.ended", "{rotation}", "Rotations ended, by platform and outcome.");
    private static readonly Histogram<double> Durations = Meter.CreateHistogram<double>("guard.rotation.duration", "s", "From the trigger to the end, overlap included.");

    public static void Began(string platform, RotationReason reason) =>
        Begun.Add(1, new KeyValuePair<string, object?>("guard.platform", platform), new KeyValuePair<string, object?>("guard.reason", reason.ToString()));

    public static void Ended(string platform, RotationStep outcome, TimeSpan duration)
    {
        var tags = new[] { new KeyValuePair<string, object?>("guard.platform", platform), new KeyValuePair<string, object?>("guard.outcome", outcome.ToString()) };
        Finished.Add(1, tags);
        Durations.Record(duration.TotalSeconds, tags);
    }
}
