using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Monitoring;

/// <summary>
/// Hours and states as documents. Each instance writes hours of its own, so that no write conflicts; readers add them up. A subject's state is
/// one document, so that of several evaluators one write wins.
/// </summary>
public sealed class MonitoringStore(IDocumentStore documents, TimeProvider clock)
{
    public const string HourPartition = "monitoring-hours";
    public const string SubjectPartition = "monitoring-subjects";

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
