using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Records;

namespace ServerlessGuard.Core.Content;

/// <summary>The legal holds that the log knows: one whose document was deleted holds all the same. Thread-safe.</summary>
public sealed class RecordedHolds(AuditFollower log, RecordFaults faults)
{
    /// <summary>A release that is not seen yet keeps content until the next sweep.</summary>
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(10);

    private readonly HoldEntries _entries = log.Observed<HoldEntries>();

    /// <summary>Asked where no document holds the content.</summary>
    internal async ValueTask<bool> HoldAsync(string interaction, string application, CancellationToken cancellationToken)
    {
        await log.CatchUpAsync(Within, cancellationToken);
        foreach (var subject in (string[])[ContentNames.HoldOfInteraction(interaction), ContentNames.HoldOfApplication(application)])
        {
            if (_entries.Holds(subject))
            {
                await faults.ReportAsync(ContentNames.HoldPartition, subject, RecordFaults.Missing, cancellationToken);
                return true;
            }
        }

        return false;
    }
}

/// <summary>Keeps the last entry of each hold.</summary>
public sealed class HoldEntries : IEntryObserver
{
    private readonly ConcurrentDictionary<string, RecordedHold> _holds = new(StringComparer.Ordinal);

    public string Name => "holds";

    public bool MayConcern(ReadOnlySpan<byte> entry) => entry.IndexOf("\"kind\":\"legal-hold.changed\""u8) >= 0;

    public void Observe(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.Kind != AuditKinds.LegalHoldChanged)
        {
            return;
        }

        var subject = entry.Interaction is { } interaction
            ? ContentNames.HoldOfInteraction(interaction)
            : ContentNames.HoldOfApplication(entry.Application ?? "");
        if (_holds.GetValueOrDefault(subject) is not { } known || entry.Time >= known.Time)
        {
            _holds[subject] = new RecordedHold(entry.Time, entry.Facts.GetValueOrDefault("action") == "hold");
        }
    }

    public JsonElement Save() =>
        JsonSerializer.SerializeToElement(new Dictionary<string, RecordedHold>(_holds), ContentJson.Default.DictionaryStringRecordedHold);

    public void Load(JsonElement saved)
    {
        foreach (var (subject, hold) in saved.Deserialize(ContentJson.Default.DictionaryStringRecordedHold) ?? [])
        {
            _holds[subject] = hold;
        }
    }

    internal bool Holds(string subject) => _holds.TryGetValue(subject, out var known) && known.IsHeld;
}

/// <summary>The last entry of a hold.</summary>
internal sealed record RecordedHold(
    [property: JsonPropertyName("time")] DateTimeOffset Time, [property: JsonPropertyName("isHeld")] bool IsHeld);
