using System.Text.Json.Serialization;
using ServerlessGuard.Core.Outcomes;

namespace ServerlessGuard.Core.Monitoring;

/// <summary>The state of a subject now, for people: the command, the console and metrics.</summary>
public sealed record SubjectReport
{
    [JsonPropertyName("application")]
    public required string Application { get; init; }

    [JsonPropertyName("model")]
    public required string Model { get; init; }

    /// <summary>The baseline is still learnt.</summary>
    [JsonPropertyName("isLearning")]
    public required bool IsLearning { get; init; }

    /// <summary>The baseline's digest; null while it is learnt.</summary>
    [JsonPropertyName("digest")]
    public string? Digest { get; init; }

    /// <summary>The revisions of the baseline and of now.</summary>
    [JsonPropertyName("revision")]
    public string? Revision { get; init; }

    [JsonPropertyName("answering")]
    public string? Answering { get; init; }

    /// <summary>Interactions of the last day.</summary>
    [JsonPropertyName("interactions")]
    public required long Interactions { get; init; }

    [JsonPropertyName("signals")]
    public required IReadOnlyList<SignalReport> Signals { get; init; }

    [JsonPropertyName("alarms")]
    public required IReadOnlyList<SignalAlarm> Alarms { get; init; }
}

/// <summary>One event of a signal over the last day beside its baseline.</summary>
public sealed record SignalReport
{
    [JsonPropertyName("signal")]
    public required string Signal { get; init; }

    [JsonPropertyName("event")]
    public required string Event { get; init; }

    [JsonPropertyName("trials")]
    public required long Trials { get; init; }

    [JsonPropertyName("rate")]
    public required double Rate { get; init; }

    /// <summary>The baseline's rate, and the rates that are no change: the reference band.</summary>
    [JsonPropertyName("baseline")]
    public required double Baseline { get; init; }

    [JsonPropertyName("low")]
    public required double Low { get; init; }

    [JsonPropertyName("high")]
    public required double High { get; init; }

    [JsonPropertyName("psi")]
    public required double Psi { get; init; }

    [JsonPropertyName("jensenShannon")]
    public required double JensenShannon { get; init; }

    /// <summary>The signal's evidence, and from which on it alarms; natural logarithms.</summary>
    [JsonPropertyName("evidence")]
    public required double Evidence { get; init; }

    [JsonPropertyName("needed")]
    public required double Needed { get; init; }

    /// <summary>The rate of each of the last 24 hours, oldest first; null for an hour without interactions.</summary>
    [JsonPropertyName("hours")]
    public required IReadOnlyList<double?> Hours { get; init; }
}

/// <summary>Reads reports. Changes nothing. Throws <see cref="Ports.StoreUnavailableException"/>.</summary>
public sealed class MonitoringReader(MonitoringStore store, TimeProvider clock)
{
    private const int Day = 24;

    public async ValueTask<IReadOnlyList<SubjectReport>> ReadAsync(MonitoringTerms terms, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var open = MonitoringCollector.HourOf(clock.GetUtcNow());
        var states = (await store.ReadStatesAsync(cancellationToken)).Select(static s => s.State)
            .OrderBy(static s => s.Subject.Application, StringComparer.Ordinal).ThenBy(static s => s.Subject.Model, StringComparer.Ordinal)
            .ToList();
        var from = states.Where(static s => s.Reference is not null).Select(static s => s.Until).Append(open - Day + 1).Min();
        var all = await store.ReadAsync(from, cancellationToken);
        var seen = states.ToDictionary(
            static s => s.Subject,
            s => (all.GetValueOrDefault(s.Subject) ?? []).Where(h => h.Hour >= s.Until).Aggregate(s, SubjectRules.Next));
        var logs = seen.Values.SelectMany(static s => (s.Reference?.Keys ?? []).Select(signal => SubjectRules.LogM(s, signal))).ToList();
        var needed = logs.Count == 0 ? 0 : EValues.Needed(logs, 1 / Math.Max(2, terms.AverageRunHours));
        return [.. states.Select(s => Of(seen[s.Subject], all.GetValueOrDefault(s.Subject) ?? [], open, needed))];
    }

    private static SubjectReport Of(SubjectState state, IReadOnlyList<SubjectHour> all, long open, double needed)
    {
        var hours = all.Where(h => h.Hour > open - Day).ToDictionary(static h => h.Hour, static h => h.Counts);
        var sum = new SignalCounts();
        foreach (var counts in hours.Values)
        {
            sum.Add(counts);
        }

        return new()
        {
            Application = state.Subject.Application,
            Model = state.Subject.Model,
            IsLearning = state.Reference is null,
            Digest = state.Digest,
            Revision = state.Revision,
            Answering = state.Answering,
            Interactions = sum.Trials(Signals.Verdict),
            Alarms = state.Alarms,
            Signals =
            [
                .. (state.Reference ?? new Dictionary<string, SignalReference>()).SelectMany(reference =>
                    Signals.Find(reference.Key) is { } signal
                        ? reference.Value.Events.Select(one => Of(state, signal, reference.Value, one, sum, hours, open, needed))
                        : []),
            ],
        };
    }

    private static SignalReport Of(
        SubjectState state, MonitoredSignal signal, SignalReference reference, EventReference one, SignalCounts sum,
        Dictionary<long, SignalCounts> hours, long open, double needed)
    {
        var range = one.At(EventReference.HourOfWeek(open));
        return new()
        {
            Signal = signal.Id,
            Event = AlarmText.Event(signal, one.Buckets),
            Trials = sum.Trials(signal),
            Rate = Rate(sum, signal, one) ?? 0,
            Baseline = one.Trials == 0 ? 0 : (double)one.Hits / one.Trials,
            Low = range.Low,
            High = range.High,
            Psi = Distances.Psi(reference.Counts, sum[signal]),
            JensenShannon = Distances.JensenShannon(reference.Counts, sum[signal]),
            Evidence = SubjectRules.LogM(state, signal.Id),
            Needed = needed,
            Hours = [.. Enumerable.Range(0, Day).Select(i =>
                hours.TryGetValue(open - Day + 1 + i, out var counts) ? Rate(counts, signal, one) : null)],
        };
    }

    private static double? Rate(SignalCounts counts, MonitoredSignal signal, EventReference one) =>
        counts.Trials(signal) is > 0 and var trials ? (double)counts.Hits(signal, one.Buckets) / trials : null;
}
