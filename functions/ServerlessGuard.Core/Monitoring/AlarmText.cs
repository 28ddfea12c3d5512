using System.Globalization;

namespace ServerlessGuard.Core.Monitoring;

/// <summary>Alarms in words.</summary>
public static class AlarmText
{
    /// <summary>The change in a clause: what changed, how, from which share to which, and since when.</summary>
    public static string Of(SignalAlarm alarm)
    {
        ArgumentNullException.ThrowIfNull(alarm);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Event(alarm)} {(alarm.IsRise ? "rose" : "fell")} from {alarm.Before:P1} to {alarm.After:P1} since {Time(alarm.Since)}");
    }

    private static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);

    /// <summary>The event that became more or less frequent.</summary>
    public static string Event(SignalAlarm alarm)
    {
        ArgumentNullException.ThrowIfNull(alarm);
        return Signals.Find(alarm.Signal) is { } signal ? Event(signal, alarm.Buckets) : alarm.Signal;
    }

    /// <summary>A signal's event in words: <c>latency of 1449 or more</c>.</summary>
    public static string Event(MonitoredSignal signal, ulong buckets)
    {
        ArgumentNullException.ThrowIfNull(signal);
        var set = Enumerable.Range(0, signal.Buckets).Where(i => (buckets >> i & 1) == 1).ToList();
        return signal.Kind switch
        {
            SignalKind.YesNo => signal.Id,
            SignalKind.Ordered =>
                string.Create(CultureInfo.InvariantCulture, $"{signal.Id} of {Math.Ceiling(LogBuckets.From(set[0]))} or more"),
            _ when signal == Signals.Verdict => $"{signal.Id} {string.Join(", ", set.Select(static i => Signals.Verdicts[i]))}",
            _ when set.Count == 1 => string.Create(CultureInfo.InvariantCulture, $"{signal.Id} {set[0]}"),
            _ => $"another {signal.Id}",
        };
    }
}
