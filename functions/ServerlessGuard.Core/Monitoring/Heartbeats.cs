using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Monitoring;

/// <summary>The last time that something which repeats did what it should.</summary>
public sealed record Heartbeat
{
    /// <summary><c>duty:NAME</c> or <c>application:ID</c>.</summary>
    [JsonPropertyName("source")]
    public required string Source { get; init; }

    [JsonPropertyName("last")]
    public required DateTimeOffset Last { get; init; }

    /// <summary>How often it does it; null where the policy says how long it may be silent.</summary>
    [JsonPropertyName("every")]
    public TimeSpan? Every { get; init; }

    /// <summary>Since when it is known to be silent; null: it is not.</summary>
    [JsonPropertyName("silentSince")]
    public DateTimeOffset? SilentSince { get; init; }
}

/// <summary>
/// Remembers what repeats, in memory until it is written. Only what succeeded beats: a timer whose every run fails is silent. Thread-safe.
/// </summary>
public sealed class Heartbeats(IDocumentStore documents, TimeProvider clock)
{
    public const string Partition = "heartbeats";
    public const string Duty = "duty:";
    public const string Application = "application:";

    private const int MaxSources = 4096;
    private const int Page = 200;

    private readonly ConcurrentDictionary<string, (DateTimeOffset Last, TimeSpan? Every)> _beats = new(StringComparer.Ordinal);

    /// <summary>Something did what it should. Never waits and never throws.</summary>
    /// <param name="every">How often it does; null where the policy says it.</param>
    public void Beat(string source, TimeSpan? every)
    {
        if (_beats.Count < MaxSources || _beats.ContainsKey(source))
        {
            _beats[source] = (clock.GetUtcNow(), every);
        }
    }

    /// <summary>
    /// Writes what beat since the last write. Throws <see cref="StoreUnavailableException"/>; the next call then writes it.
    /// </summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        foreach (var (source, beat) in _beats)
        {
            await ChangeAsync(
                source,
                stored => new()
                {
                    Source = source,
                    Last = Later(stored?.Last, beat.Last),
                    Every = beat.Every,
                    SilentSince = stored?.SilentSince,
                },
                cancellationToken);
            _beats.TryRemove(new(source, beat));
        }
    }

    public async ValueTask<IReadOnlyList<Heartbeat>> ReadAsync(CancellationToken cancellationToken)
    {
        var all = new List<Heartbeat>();
        string? after = null;
        while (await documents.ListAsync(Partition, after, Page, cancellationToken) is { Count: > 0 } page)
        {
            all.AddRange(page.Select(static d => JsonSerializer.Deserialize(d.Body.Span, MonitoringJson.Default.Heartbeat)!));
            after = page[^1].Key;
        }

        return all;
    }

    /// <summary>Marks whether a source is silent. Its last beat stays what it is.</summary>
    internal ValueTask MarkAsync(Heartbeat heartbeat, DateTimeOffset? since, CancellationToken cancellationToken) => ChangeAsync(
        heartbeat.Source, stored => (stored ?? heartbeat) with { SilentSince = since }, cancellationToken);

    private static DateTimeOffset Later(DateTimeOffset? left, DateTimeOffset right) => left > right ? left.Value : right;

    private async ValueTask ChangeAsync(string source, Func<Heartbeat?, Heartbeat> change, CancellationToken cancellationToken)
    {
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(source)).AsSpan(0, 16));
        while (true)
        {
            var document = await documents.GetAsync(Partition, key, cancellationToken);
            var stored = document is null ? null : JsonSerializer.Deserialize(document.Body.Span, MonitoringJson.Default.Heartbeat);
            var body = JsonSerializer.SerializeToUtf8Bytes(change(stored), MonitoringJson.Default.Heartbeat);
            if ((document is null
                ? await documents.CreateAsync(Partition, key, body, null, cancellationToken)
                : await documents.ReplaceAsync(Partition, key, body, document.Version, null, cancellationToken)) is not null)
            {
                return;
            }
        }
    }
}
