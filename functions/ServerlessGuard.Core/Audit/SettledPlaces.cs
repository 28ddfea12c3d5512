using System.Text.Json;
using System.Text.Json.Serialization;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Audit;

/// <summary>
/// Keeps the place in this process's log before which nothing is open any more, so that a start after a crash reads on from there and not
/// the whole log. Documents are under the guard's MAC, and a place counts only where the log still has the entry before it; an older one
/// costs reading and hides nothing. One caller at a time.
/// </summary>
public sealed class SettledPlaces(IDocumentStore documents, TimeProvider clock)
{
    internal const string Partition = "audit-places";

    private const int PageSize = 100;

    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private readonly Queue<(long Seen, LogPlace Place)> _seen = new();
    private long? _kept;
    private LogPlace? _last;

    /// <summary>
    /// Once a minute: keeps the place that was settled as long ago as content can take to become durable
    /// (<see cref="OrphanRecovery.LastContent"/>).
    /// </summary>
    public async ValueTask KeepAsync(GroupCommitAuditLog log, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(log);
        if (_kept is { } last && clock.GetElapsedTime(last) < Every)
        {
            return;
        }

        _kept = clock.GetTimestamp();
        _seen.Enqueue((_kept.Value, log.Settled));
        LogPlace? old = null;
        while (_seen.TryPeek(out var first) && clock.GetElapsedTime(first.Seen) >= OrphanRecovery.LastContent)
        {
            old = _seen.Dequeue().Place;
        }

        if (old is null || old == _last)
        {
            return;
        }

        var body = JsonSerializer.SerializeToUtf8Bytes(old, LogPlaceJson.Default.LogPlace);
        var stored = await documents.GetAsync(Partition, log.Writer, cancellationToken);
        await (stored is null
            ? documents.CreateAsync(Partition, log.Writer, body, null, cancellationToken)
            : documents.ReplaceAsync(Partition, log.Writer, body, stored.Version, null, cancellationToken));
        _last = old;
    }

    /// <summary>The place to read a log on from.</summary>
    internal async ValueTask<LogPlace> FindAsync(string writer, CancellationToken cancellationToken)
    {
        try
        {
            return await documents.GetAsync(Partition, writer, cancellationToken) is { } document
                && JsonSerializer.Deserialize(document.Body.Span, LogPlaceJson.Default.LogPlace) is { Next: >= 0, Last: not null } place
                    ? place
                    : LogPlace.Start;
        }
        catch (JsonException)
        {
            return LogPlace.Start;
        }
    }

    /// <summary>Forgets the places of logs that no start reads any more.</summary>
    internal async ValueTask PruneAsync(IReadOnlySet<string> living, CancellationToken cancellationToken)
    {
        foreach (var document in await documents.ListAsync(Partition, null, PageSize, cancellationToken))
        {
            if (!living.Contains(document.Key))
            {
                await documents.DeleteAsync(Partition, document.Key, document.Version, cancellationToken);
            }
        }
    }
}

[JsonSerializable(typeof(LogPlace))]
internal sealed partial class LogPlaceJson : JsonSerializerContext;
