using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Records;

namespace ServerlessGuard.Core.Callers;

/// <summary>
/// Tells what the log says about caller keys: when each name's newest text was made, and whether it was revoked. An older document of a
/// key is recognised by it. Thread-safe.
/// </summary>
public sealed class RecordedKeys(AuditFollower log, RecordFaults faults)
{
    /// <summary>An older copy put back may pass for as long as a revocation in another process.</summary>
    private static readonly TimeSpan Within = CallerKeys.RevocationLatency / 2;

    private readonly KeyEntries _entries = log.Observed<KeyEntries>();

    /// <summary>Whether a key of this name was ever made: its name denotes it for good, whatever became of the document.</summary>
    public async ValueTask<bool> KnowsAsync(string name, CancellationToken cancellationToken)
    {
        await log.CatchUpAsync(TimeSpan.Zero, cancellationToken);
        return _entries.Of(name) is not null;
    }

    /// <summary>The key as the log knows it: revoked, where the log says that it was revoked or that another text took its place.</summary>
    internal async ValueTask<CallerKeyDocument> CorrectAsync(CallerKeyDocument key, CancellationToken cancellationToken)
    {
        await log.CatchUpAsync(Within, cancellationToken);
        if (key.Revoked is not null || _entries.Of(key.Name) is not { } recorded)
        {
            return key;
        }

        // Entries have milliseconds.
        var isReplaced = key.Created.ToUnixTimeMilliseconds() < recorded.Created.ToUnixTimeMilliseconds();
        var ended = recorded.Revoked ?? (isReplaced ? recorded.Created : null);
        if (ended is not null)
        {
            await faults.ReportAsync(CallerKeys.Partition, key.Name, RecordFaults.Older, cancellationToken);
        }

        return key with { Revoked = ended };
    }
}

/// <summary>Keeps the entries of caller keys: one short record for each name ever used.</summary>
public sealed class KeyEntries : IEntryObserver
{
    private readonly ConcurrentDictionary<string, RecordedKey> _keys = new(StringComparer.Ordinal);

    public string Name => "keys";

    public bool MayConcern(ReadOnlySpan<byte> entry) => entry.IndexOf("\"kind\":\"caller-key."u8) >= 0;

    public void Observe(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (!entry.Facts.TryGetValue("key", out var name))
        {
            return;
        }

        var known = _keys.GetValueOrDefault(name);
        if (entry.Kind == AuditKinds.CallerKeyRevoked)
        {
            _keys[name] = new RecordedKey(known?.Created ?? entry.Time, entry.Time);
        }
        else if (entry.Kind == AuditKinds.CallerKeyCreated && (known is null || known.Created < entry.Time || known.Revoked is not null))
        {
            _keys[name] = new RecordedKey(entry.Time, known?.Revoked);
        }
    }

    public JsonElement Save() =>
        JsonSerializer.SerializeToElement(new Dictionary<string, RecordedKey>(_keys), CallerKeyJson.Default.DictionaryStringRecordedKey);

    public void Load(JsonElement saved)
    {
        foreach (var (name, key) in saved.Deserialize(CallerKeyJson.Default.DictionaryStringRecordedKey) ?? [])
        {
            _keys[name] = key;
        }
    }

    internal RecordedKey? Of(string name) => _keys.GetValueOrDefault(name);
}

/// <summary>A key in the log.</summary>
/// <param name="Created">The time at which its newest text was made.</param>
/// <param name="Revoked">The time at which it was revoked; null while it is not.</param>
internal sealed record RecordedKey(
    [property: JsonPropertyName("created")] DateTimeOffset Created, [property: JsonPropertyName("revoked")] DateTimeOffset? Revoked);
