using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Monitoring;

/// <summary>One hour of a subject, all instances together.</summary>
/// <param name="Hour">Hours since 1970, UTC.</param>
/// <param name="Revision">The revision that answered last in it; null where none is known.</param>
public sealed record SubjectHour(long Hour, SignalCounts Counts, string? Revision = null);

/// <summary>How a subject's state follows from its hours. Pure functions.</summary>
public static class SubjectRules
{
    /// <summary>Interactions to look at in an alarm.</summary>
    private const int Examples = 5;

    private static readonly TimeSpan Quiet = TimeSpan.FromDays(1);

    public static SubjectState Begin(MonitoredSubject subject, long hour) => new() { Subject = subject, LearningFrom = hour, Until = hour };

    /// <summary>The state with its baseline, once there was enough to learn it from.</summary>
    /// <param name="hours">All hours since <see cref="SubjectState.LearningFrom"/>, in order.</param>
    /// <param name="now">Every hour before it is over.</param>
    public static SubjectState Learn(SubjectState state, IReadOnlyList<SubjectHour> hours, long now, MonitoringTerms terms)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(hours);
        ArgumentNullException.ThrowIfNull(terms);
        var learnt = hours.Where(h => h.Hour >= state.LearningFrom && h.Hour < now).ToList();
        if (state.Reference is not null || now < state.LearningFrom + terms.BaselineHours
            || learnt.Sum(static h => h.Counts.Trials(Signals.Verdict)) < terms.BaselineInteractions)
        {
            return state;
        }

        var pairs = learnt.Select(static h => (h.Hour, h.Counts)).ToList();
        var reference = Signals.All.Where(terms.IsOn).Select(signal => (signal.Id, Reference: SignalReference.Of(signal, pairs)))
            .Where(static one => one.Reference is not null)
            .ToDictionary(static one => one.Id, static one => one.Reference!, StringComparer.Ordinal);
        var body = JsonSerializer.SerializeToUtf8Bytes(reference, MonitoringJson.Default.DictionaryStringSignalReference);
        return state with
        {
            Reference = reference,
            Revision = learnt.LastOrDefault(static h => h.Revision is not null)?.Revision,
            Answering = learnt.LastOrDefault(static h => h.Revision is not null)?.Revision,
            Until = now,
            Digest = Convert.ToHexStringLower(SHA256.HashData(body)),
        };
    }

    /// <summary>The state after one more hour, which may not be over.</summary>
    public static SubjectState Next(SubjectState state, SubjectHour hour)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(hour);
        if (state.Reference is null)
        {
            return state;
        }

        var detectors = new Dictionary<string, IReadOnlyList<RateState>>(state.Detectors, StringComparer.Ordinal);
        foreach (var (id, reference) in state.Reference)
        {
            if (Signals.Find(id) is { } signal && hour.Counts.Trials(signal) is > 0 and var trials
                && hour.Hour >= state.From.GetValueOrDefault(id))
            {
                var known = state.Detectors.GetValueOrDefault(id);
                detectors[id] = [.. reference.Events.Select((one, i) => RateDetector.Next(
                    known?[i] ?? RateDetector.Start, hour.Counts.Hits(signal, one.Buckets), trials,
                    one.At(EventReference.HourOfWeek(hour.Hour)), hour.Hour))];
            }
        }

        return state with { Detectors = detectors, Until = hour.Hour + 1, Answering = hour.Revision ?? state.Answering };
    }

    /// <summary>The logarithm of a signal's e-detector: the mean over its events and their alternatives.</summary>
    public static double LogM(SubjectState state, string signal)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Detectors.GetValueOrDefault(signal) is { } events
            ? RateDetector.LogMean(events.SelectMany(static one => one.LogM))
            : RateDetector.Nothing;
    }

    /// <summary>Describes the change that the strongest detector of a signal found.</summary>
    /// <param name="hours">The hours that are kept, in order; from <see cref="SignalAlarm.Since"/> on they are counted.</param>
    public static SignalAlarm Describe(SubjectState state, string signal, IReadOnlyList<SubjectHour> hours, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        var (reference, detectors) = (state.Reference![signal], state.Detectors[signal]);
        var (at, factor) = Enumerable.Range(0, detectors.Count)
            .SelectMany(static e => Enumerable.Range(0, RateDetector.Factors.Length).Select(f => (Event: e, Factor: f)))
            .MaxBy(one => detectors[one.Event].LogM[one.Factor]);
        var (known, subject) = (Signals.Find(signal)!, reference.Events[at]);
        var since = detectors[at].Since[factor];
        var counts = new SignalCounts();
        foreach (var hour in hours.Where(h => h.Hour >= since))
        {
            counts.Add(hour.Counts);
        }

        var isRise = RateDetector.Factors[factor] > 1;
        return new()
        {
            Signal = signal,
            Buckets = subject.Buckets,
            IsRise = isRise,
            Since = DateTimeOffset.UnixEpoch.AddHours(since),
            Found = now,
            Last = now,
            Before = Rate(subject.Hits, subject.Trials),
            After = Rate(counts.Hits(known, subject.Buckets), counts.Trials(known)),
            Evidence = LogM(state, signal),
            Psi = Math.Round(Distances.Psi(reference.Counts, counts[known]), 4),
            JensenShannon = Math.Round(Distances.JensenShannon(reference.Counts, counts[known]), 4),
            Interactions = counts.ExamplesOf(known, isRise ? subject.Buckets : ~subject.Buckets, Examples),
        };
    }

    /// <summary>The state in which a signal's alarm is open, or found again; its detectors begin anew with the next hour.</summary>
    /// <returns>Whether the alarm is a new one.</returns>
    public static (SubjectState State, bool IsNew) Raise(SubjectState state, SignalAlarm alarm, long hour)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(alarm);
        var open = state.Alarms.FirstOrDefault(a => a.Signal == alarm.Signal);
        return (state with
        {
            Alarms = open is null
                ? [.. state.Alarms, alarm]
                : [.. state.Alarms.Select(a => a == open ? open with { Last = alarm.Found } : a)],
            Detectors = state.Detectors.Where(d => d.Key != alarm.Signal).ToDictionary(StringComparer.Ordinal),
            From = new Dictionary<string, long>(state.From, StringComparer.Ordinal) { [alarm.Signal] = hour + 1 },
        }, open is null);
    }

    /// <summary>The state without the alarms that were not found again for a day.</summary>
    public static SubjectState Close(SubjectState state, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Alarms.Any(a => now - a.Last > Quiet)
            ? state with { Alarms = [.. state.Alarms.Where(a => now - a.Last <= Quiet)] }
            : state;
    }

    private static double Rate(long hits, long trials) => trials == 0 ? 0 : Math.Round((double)hits / trials, 6);
}

/// <summary>The terms of a policy for monitoring, in the words of the rules.</summary>
public sealed record MonitoringTerms
{
    /// <summary>The mean number of hours to a false alarm, over all signals of all subjects together, is at least this.</summary>
    public double AverageRunHours { get; init; } = 90 * 24;

    /// <summary>A baseline is learnt from so many hours at least.</summary>
    public int BaselineHours { get; init; } = 7 * 24;

    /// <summary>And from so many interactions at least.</summary>
    public int BaselineInteractions { get; init; } = 1000;

    /// <summary>Signals that are not watched.</summary>
    public IReadOnlyList<string> Off { get; init; } = [];

    public static MonitoringTerms Of(MonitoringPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var usual = new MonitoringTerms();
        return new()
        {
            AverageRunHours = policy.AverageRun?.TotalHours ?? usual.AverageRunHours,
            BaselineHours = (int)Math.Ceiling(policy.Baseline?.TotalHours ?? usual.BaselineHours),
            BaselineInteractions = policy.BaselineInteractions ?? usual.BaselineInteractions,
            Off = policy.Off,
        };
    }

    public bool IsOn(MonitoredSignal signal)
    {
        ArgumentNullException.ThrowIfNull(signal);
        return !Off.Contains(signal.Id, StringComparer.Ordinal);
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Dictionary<string, SignalReference>))]
[JsonSerializable(typeof(SubjectState))]
[JsonSerializable(typeof(SubjectHourDocument))]
[JsonSerializable(typeof(CallersState))]
[JsonSerializable(typeof(CallerHourDocument))]
[JsonSerializable(typeof(CallerRestriction))]
[JsonSerializable(typeof(Heartbeat))]
internal sealed partial class MonitoringJson : JsonSerializerContext;

/// <summary>One instance's counts of one subject in one hour.</summary>
internal sealed record SubjectHourDocument(
    [property: JsonPropertyName("subject")] MonitoredSubject Subject,
    [property: JsonPropertyName("hour")] long Hour,
    [property: JsonPropertyName("revision")] string? Revision,
    [property: JsonPropertyName("counts")] StoredCounts Counts);
