using System.Text.Json;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Audit.Traces;

/// <summary>
/// A trace as JSON. Each step carries its entry's exact bytes as text (<c>entry</c>, RFC 8785) and its tlog-proof, so that
/// it can be checked offline with nothing but the log's public key; the other members repeat the entry for readers.
/// </summary>
public static class TraceJson
{
    /// <summary>Writes the members of an object that is open.</summary>
    public static void Write(Utf8JsonWriter json, CorrelatedTrace trace)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(trace);
        json.WriteString("subject", trace.Subject);
        json.WriteBoolean("isCut", trace.IsCut);
        json.WriteStartArray("interactions");
        foreach (var joined in trace.Interactions)
        {
            json.WriteStartObject();
            json.WriteString("id", joined.Id);
            json.WriteString("correlation", WireName.Of(joined.Correlation));
            json.WriteString("correlatedBy", joined.CorrelatedBy);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Steps(json, "entries", trace.Entries);
        Steps(json, "relatedEvents", trace.RelatedEvents);
        json.WriteString("checkpoint", trace.Checkpoint?.ToString());
    }

    private static void Steps(Utf8JsonWriter json, string name, IReadOnlyList<TraceEntry> steps)
    {
        json.WriteStartArray(name);
        foreach (var step in steps)
        {
            var entry = step.Entry.Entry;
            json.WriteStartObject();
            json.WriteNumber("index", step.Proof.Index);
            json.WriteString("time", entry.Time);
            json.WriteString("kind", entry.Kind);
            json.WriteString("actor", entry.Actor);
            json.WriteString("interaction", entry.Interaction);
            json.WriteString("application", entry.Application);
            json.WriteString("tier", entry.Tier);
            json.WriteString("policyRevision", entry.PolicyRevision);
            json.WriteString("verdict", entry.Verdict);
            Map(json, "findings", entry.Findings, static (j, v) => j.WriteNumberValue(v));
            Map(json, "macs", entry.Macs, static (j, v) => j.WriteStringValue(v));
            Map(json, "facts", entry.Facts, static (j, v) => j.WriteStringValue(v));
            json.WriteString("writer", step.Entry.Writer);
            json.WriteNumber("sequence", step.Entry.Sequence);
            json.WriteString("hash", step.Entry.Hash);
            json.WriteString("entry", step.Bytes.Span);
            json.WriteString("proof", step.Proof.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Map<T>(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, T> map, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in map.OrderBy(static one => one.Key, StringComparer.Ordinal))
        {
            json.WritePropertyName(key);
            write(json, value);
        }

        json.WriteEndObject();
    }
}
