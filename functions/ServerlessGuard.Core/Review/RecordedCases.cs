using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Records;

namespace ServerlessGuard.Core.Review;

/// <summary>
/// Tells what the log says about cases that were decided lately: their deciding steps, and which request was sent again. Thread-safe.
/// </summary>
public sealed class RecordedCases(TimeProvider clock) : IEntryObserver
{
    /// <summary>An approval ends after a day, and nothing can be released without one.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(31);

    private const int PrunedEvery = 4096;
    private readonly ConcurrentDictionary<string, RecordedCase> _cases = new(StringComparer.Ordinal);
    private int _added;

    public string Name => "cases";

    public bool MayConcern(ReadOnlySpan<byte> entry) => entry.IndexOf("\"case\":\""u8) >= 0;

    public void Observe(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (!entry.Facts.TryGetValue("case", out var id) || clock.GetUtcNow() - entry.Time > Kept)
        {
            return;
        }

        if (entry.Kind == AuditKinds.InteractionClosed && entry.Verdict != "hold")
        {
            Change(id, entry.Time, static (known, sent) => known with { SentAgainBy = known.SentAgainBy ?? sent }, entry.Interaction);
        }
        else if (entry.Kind is AuditKinds.CaseDecided or AuditKinds.CaseReleased
            && int.TryParse(entry.Facts.GetValueOrDefault("step"), NumberStyles.None, CultureInfo.InvariantCulture, out var step)
            && WireName.TryRead<CaseEventKind>(entry.Facts.GetValueOrDefault("event"), out var kind))
        {
            var recorded = new RecordedStep(
                step, kind, entry.Actor, entry.Macs.GetValueOrDefault("content"), entry.Facts.GetValueOrDefault("signature"));
            Change(id, entry.Time, static (known, add) => known with { Steps = [.. known.Steps, add] }, recorded);
        }
    }

    public JsonElement Save() =>
        JsonSerializer.SerializeToElement(new Dictionary<string, RecordedCase>(_cases), CaseJson.Default.DictionaryStringRecordedCase);

    public void Load(JsonElement saved)
    {
        foreach (var (id, value) in saved.Deserialize(CaseJson.Default.DictionaryStringRecordedCase) ?? [])
        {
            _cases[id] = value;
        }
    }

    /// <summary>The record of a case, or an empty one.</summary>
    public RecordedCase Of(string id) => _cases.GetValueOrDefault(id, RecordedCase.None);

    private void Change<T>(string id, DateTimeOffset time, Func<RecordedCase, T, RecordedCase> change, T what)
    {
        var known = _cases.GetValueOrDefault(id, RecordedCase.None);
        _cases[id] = change(known, what) with { Last = time > known.Last ? time : known.Last };
        if (++_added % PrunedEvery == 0)
        {
            var before = clock.GetUtcNow() - Kept;
            foreach (var old in _cases.Where(one => one.Value.Last < before).ToArray())
            {
                _cases.TryRemove(old.Key, out _);
            }
        }
    }
}

/// <summary>The deciding steps of a case in the log.</summary>
/// <param name="Steps">A step that was entered twice is there twice.</param>
/// <param name="SentAgainBy">The interaction that an approved request made.</param>
/// <param name="Last">The time of the newest entry.</param>
public sealed record RecordedCase(
    [property: JsonPropertyName("steps")] IReadOnlyList<RecordedStep> Steps,
    [property: JsonPropertyName("sentAgainBy")] string? SentAgainBy,
    [property: JsonPropertyName("last")] DateTimeOffset Last)
{
    public static RecordedCase None { get; } = new([], null, default);
}

/// <summary>A step as its entry states it.</summary>
/// <param name="Index">The step's place in the case's journal.</param>
/// <param name="Content">The measure of the content that stood then.</param>
/// <param name="Signature">That of <see cref="CaseSignatures"/>; null for a step that is no decision.</param>
public sealed record RecordedStep(
    [property: JsonPropertyName("index")] int Index,
    [property: JsonPropertyName("kind")] CaseEventKind Kind,
    [property: JsonPropertyName("actor")] string Actor,
    [property: JsonPropertyName("content")] string? Content,
    [property: JsonPropertyName("signature")] string? Signature);
