using System.Diagnostics.Metrics;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Deployments.Probes;

internal static class ProbeTelemetry
{
    private static readonly Meter Meter = new(Instrumentation.Name);
    private static readonly Counter<long> Probes = Meter.CreateCounter<long>("guard.probes.asked", "{probe}", "Probes asked, by model, kind and whether they passed.");

    public static void Asked(string model, IEnumerable<ProbeOutcome> outcomes)
    {
        foreach (var outcome in outcomes)
        {
            Probes.Add(1, new("guard.model", model), new("guard.probe_kind", outcome.Kind.ToString()), new("guard.passed", outcome.IsPassed));
        }
    }
}
