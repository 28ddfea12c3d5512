using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Monitoring;

/// <summary>
/// Hours and states as documents. Each instance writes hours of its own, so that no write conflicts; readers add them up. A subject's
/// state is one document, so that of several evaluators one write wins.
/// </summary>
public sealed class MonitoringStore(IDocumentStore documents, TimeProvider clock)
{
    public const string HourPartition = "monitoring-hours";
    public const string SubjectPartition = "monitoring-subjects";
    public const string CallerHourPartition = "monitoring-caller-hours";
    public const string CallerPartition = "monitoring-callers";

    /// <summary>How long hours are kept: five weeks, so that a baseline of four sees every hour of the week.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(35);

    private const int Page = 200;

    /// <summary>The hours of all subjects from one on (hours since 1970), each in order.</summary>
    public async ValueTask<IReadOnlyDictionary<MonitoredSubject, IReadOnlyList<SubjectHour>>> ReadAsync(
        long from, CancellationToken cancellationToken)
    {
        var subjects = new Dictionary<MonitoredSubject, SortedDictionary<long, SubjectHour>>();
        await foreach (var one in ListAsync(HourPartition, Prefix(from), MonitoringJson.Default.SubjectHourDocument, cancellationToken))
        {
            var hours = subjects.TryGetValue(one.Subject, out var known) ? known : subjects[one.Subject] = [];
            var counts = SignalCounts.Of(one.Counts);
            var before = hours.GetValueOrDefault(one.Hour);
            before?.Counts.Add(counts);
            hours[one.Hour] = before is null
                ? new SubjectHour(one.Hour, counts, one.Revision)
                : before with { Revision = one.Revision ?? before.Revision };
        }

        return subjects.ToDictionary(static s => s.Key, static s => (IReadOnlyList<SubjectHour>)[.. s.Value.Values]);
    }

    /// <summary>The states of all subjects, with the version to replace.</summary>
    public async ValueTask<IReadOnlyList<(SubjectState State, string Version)>> ReadStatesAsync(CancellationToken cancellationToken)
    {
        var states = new List<(SubjectState, string)>();
        string? after = null;
        while (await documents.ListAsync(SubjectPartition, after, Page, cancellationToken) is { Count: > 0 } page)
        {
            states.AddRange(page.Select(static one =>
                (JsonSerializer.Deserialize(one.Body.Span, MonitoringJson.Default.SubjectState)!, one.Version)));
            after = page[^1].Key;
        }

        return states;
    }

    /// <summary>The hours of all applications' callers from one on, each in order.</summary>
    public async ValueTask<IReadOnlyDictionary<string, IReadOnlyList<CallersHour>>> ReadCallersAsync(
        long from, CancellationToken cancellationToken)
    {
        var applications = new Dictionary<string, SortedDictionary<long, Dictionary<string, CallerCounts>>>(StringComparer.Ordinal);
        await foreach (var one in ListAsync(
            CallerHourPartition, Prefix(from), MonitoringJson.Default.CallerHourDocument, cancellationToken))
        {
            var hours = applications.TryGetValue(one.Application, out var known) ? known : applications[one.Application] = [];
            var callers = hours.TryGetValue(one.Hour, out var counted) ? counted : hours[one.Hour] = new(StringComparer.Ordinal);
            foreach (var (caller, counts) in one.Callers)
            {
                (callers.TryGetValue(caller, out var sum) ? sum : callers[caller] = new CallerCounts()).Add(counts);
            }
        }

        return applications.ToDictionary(
            static a => a.Key,
            static a => (IReadOnlyList<CallersHour>)[.. a.Value.Select(static h => new CallersHour(h.Key, h.Value))],
            StringComparer.Ordinal);
    }

    /// <summary>The states of all applications' callers, with the version to replace.</summary>
    public async ValueTask<IReadOnlyList<(CallersState State, string Version)>> ReadCallerStatesAsync(CancellationToken cancellationToken)
    {
        var states = new List<(CallersState, string)>();
        string? after = null;
        while (await documents.ListAsync(CallerPartition, after, Page, cancellationToken) is { Count: > 0 } page)
        {
            states.AddRange(page.Select(static one =>
                (JsonSerializer.Deserialize(one.Body.Span, MonitoringJson.Default.CallersState)!, one.Version)));
            after = page[^1].Key;
        }

        return states;
    }

    internal async ValueTask<bool> SaveAsync(CallersState state, string? version, CancellationToken cancellationToken)
    {
        var key = CallersState.KeyOf(state.Application);
        var body = JsonSerializer.SerializeToUtf8Bytes(state, MonitoringJson.Default.CallersState);
        return (version is null
            ? await documents.CreateAsync(CallerPartition, key, body, null, cancellationToken)
            : await documents.ReplaceAsync(CallerPartition, key, body, version, null, cancellationToken)) is not null;
    }

    internal async ValueTask WriteAsync(string instance, CallerHourDocument hour, CancellationToken cancellationToken) => await PutAsync(
        CallerHourPartition, $"{Prefix(hour.Hour)}.{CallersState.KeyOf(hour.Application)}.{instance}",
        JsonSerializer.SerializeToUtf8Bytes(hour, MonitoringJson.Default.CallerHourDocument), cancellationToken);

    /// <summary>False when another evaluator wrote meanwhile.</summary>
    internal async ValueTask<bool> SaveAsync(SubjectState state, string? version, CancellationToken cancellationToken)
    {
        var (key, body) = (state.Subject.Key(), JsonSerializer.SerializeToUtf8Bytes(state, MonitoringJson.Default.SubjectState));
        return (version is null
            ? await documents.CreateAsync(SubjectPartition, key, body, null, cancellationToken)
            : await documents.ReplaceAsync(SubjectPartition, key, body, version, null, cancellationToken)) is not null;
    }

    internal async ValueTask WriteAsync(string instance, SubjectHourDocument hour, CancellationToken cancellationToken) => await PutAsync(
        HourPartition, $"{Prefix(hour.Hour)}.{hour.Subject.Key()}.{instance}",
        JsonSerializer.SerializeToUtf8Bytes(hour, MonitoringJson.Default.SubjectHourDocument), cancellationToken);

    internal async ValueTask PutAsync(string partition, string key, byte[] body, CancellationToken cancellationToken)
    {
        var expires = clock.GetUtcNow() + Kept;
        if (await documents.GetAsync(partition, key, cancellationToken) is { } standing)
        {
            await documents.ReplaceAsync(partition, key, body, standing.Version, expires, cancellationToken);
        }
        else
        {
            await documents.CreateAsync(partition, key, body, expires, cancellationToken);
        }
    }

    /// <summary>Begins the keys of an hour's documents: they sort by time.</summary>
    internal static string Prefix(long hour) => hour.ToString("D8", CultureInfo.InvariantCulture);

    internal async IAsyncEnumerable<T> ListAsync<T>(
        string partition, string? after, JsonTypeInfo<T> json, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await documents.ListAsync(partition, after, Page, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var document in page)
            {
                yield return JsonSerializer.Deserialize(document.Body.Span, json)!;
            }

            after = page[^1].Key;
        }
    }
}
