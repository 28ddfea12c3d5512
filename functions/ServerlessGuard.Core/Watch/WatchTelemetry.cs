using System.Diagnostics.Metrics;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Watch;

internal static class WatchTelemetry
{
    private static readonly Meter Meter = new(Instrumentation.Name);
    private static readonly Counter<long> Drifts = Meter.CreateCounter<long>("guard.drifts.found", "{drift}", "Drifts found, by model, kind and action.");

    public static void Found(string model, Drift drift) =>
        Drifts.Add(1, new("guard.model", model), new("guard.drift", drift.Kind.ToString()), new("guard.action", drift.Action.ToString()));
}
