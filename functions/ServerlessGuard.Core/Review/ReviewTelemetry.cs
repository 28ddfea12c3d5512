using System.Diagnostics.Metrics;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Review;

internal static class ReviewTelemetry
{
    private static readonly Meter Meter = new(Instrumentation.Name);
    private static readonly Counter<long> Steps = Meter.CreateCounter<long>(
        "guard.cases.events", "{step}", "Steps of cases, by kind and act.");
    private static readonly Histogram<double> Times = Meter.CreateHistogram<double>(
        "guard.case.decision.duration", "s", "From opening to a decision.");
    private static readonly Counter<long> Shed = Meter.CreateCounter<long>(
        "guard.samples.shed", "{case}", "Samples left out because the reviewers were overloaded, or the case could not be opened.");
    private static readonly Gauge<int> Depth = Meter.CreateGauge<int>(
        "guard.cases.undecided", "{case}", "Undecided cases, held and sampled.");
    private static readonly Gauge<double> Oldest = Meter.CreateGauge<double>(
        "guard.cases.oldest", "s", "Age of the oldest undecided hold.");

    public static void Stepped(CaseRecord value, CaseEvent step)
    {
        var kind = new KeyValuePair<string, object?>("guard.kind", WireName.Of(value.Kind));
        Steps.Add(1, kind, new KeyValuePair<string, object?>("guard.event", WireName.Of(step.Kind)));
        if (step.Kind is CaseEventKind.Approved or CaseEventKind.Denied or CaseEventKind.Expired)
        {
            Times.Record((step.Time - value.Opened).TotalSeconds, kind);
        }
    }

    public static void SampleShed() => Shed.Add(1);

    public static void Observe(QueueLoad load)
    {
        Depth.Record(load.Holds, new KeyValuePair<string, object?>("guard.sample", false));
        Depth.Record(load.Samples, new KeyValuePair<string, object?>("guard.sample", true));
        Oldest.Record(load.Oldest is { } oldest ? (load.Time - oldest).TotalSeconds : 0);
    }
}
