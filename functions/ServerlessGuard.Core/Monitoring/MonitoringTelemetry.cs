using System.Diagnostics.Metrics;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Monitoring;

/// <summary>Metrics of every signal, after each evaluation. Applications and models are of the policy, so series are bounded.</summary>
internal static class MonitoringTelemetry
{
    private static readonly Meter Meter = new(Instrumentation.Name);
    private static readonly Gauge<double> Evidence = Meter.CreateGauge<double>(
        "guard.monitoring.evidence", "{nat}", "Evidence that a signal changed: a natural logarithm.");

    private static readonly Gauge<int> Alarms = Meter.CreateGauge<int>(
        "guard.monitoring.alarms", "{alarm}", "Open alarms of an application's use of a model.");

    private static readonly Counter<long> Found = Meter.CreateCounter<long>(
        "guard.monitoring.found", "{finding}", "Findings of monitoring, by kind: drift, misuse or silence.");

    public static void Evaluated(SubjectState state)
    {
        KeyValuePair<string, object?> application = new("guard.application", state.Subject.Application);
        KeyValuePair<string, object?> model = new("gen_ai.request.model", state.Subject.Model);
        Alarms.Record(state.Alarms.Count, application, model);
        foreach (var signal in state.Detectors.Keys)
        {
            Evidence.Record(Math.Max(0, SubjectRules.LogM(state, signal)), application, model, new("guard.signal", signal));
        }
    }

    public static void Add(string kind) => Found.Add(1, new KeyValuePair<string, object?>("guard.kind", kind));
}
