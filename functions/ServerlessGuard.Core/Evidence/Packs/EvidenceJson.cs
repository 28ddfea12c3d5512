using System.Globalization;
using System.Text.Json;
using ServerlessGuard.Core.Evidence.Controls;
using ServerlessGuard.Core.Evidence.Facts;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Evidence.Packs;

/// <summary>
/// <c>evidence.json</c>: the facts, the number of facts of each kind, and the result of each control with the ids of the
/// facts that decided it. Reading returns exactly the written values.
/// </summary>
internal static class EvidenceJson
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";
    private const int Version = 1;

    public static byte[] Write(EvidencePack pack) => PackJson.Write(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("v", Version);
        json.WriteString("createdBy", pack.CreatedBy);
        json.WriteString("created", Time(pack.Created));
        json.WriteString("logKey", pack.LogKey);
        json.WriteStartArray("controls");
        foreach (var result in pack.Results)
        {
            Control(json, result);
        }

        json.WriteEndArray();
        json.WriteStartObject("counts");
        foreach (var (kind, count) in pack.Facts.Counts.OrderBy(static c => c.Key, StringComparer.Ordinal))
        {
            json.WriteNumber(kind, count);
        }

        json.WriteEndObject();
        json.WriteStartArray("facts");
        foreach (var fact in pack.Facts.Facts)
        {
            Fact(json, fact);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>The pack in the bytes with these controls, or null. Statuses are not read: they are computed.</summary>
    public static EvidencePack? Read(ReadOnlyMemory<byte> bytes, IReadOnlyList<Control> controls)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 8 });
            var root = document.RootElement;
            return root.GetProperty("v").GetInt32() != Version ? null : new EvidencePack
            {
                CreatedBy = root.GetProperty("createdBy").GetString()!,
                Created = Time(root.GetProperty("created")),
                LogKey = root.GetProperty("logKey").GetString()!,
                Controls = controls,
                Facts = new FactSet(
                    [.. root.GetProperty("facts").EnumerateArray().Select(Fact)],
                    root.GetProperty("counts")
                        .EnumerateObject()
                        .ToDictionary(static c => c.Name, static c => c.Value.GetInt32(), StringComparer.Ordinal)),
            };
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException
            or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The statuses that the file states, in its order; an unrecognised word counts as unknown.</summary>
    public static IReadOnlyList<ControlStatus> Statuses(ReadOnlyMemory<byte> bytes)
    {
        using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 8 });
        return document.RootElement.TryGetProperty("controls", out var controls) && controls.ValueKind == JsonValueKind.Array
            ? [.. controls.EnumerateArray().Select(static c => c.ValueKind == JsonValueKind.Object
                && c.TryGetProperty("status", out var word)
                && word.ValueKind == JsonValueKind.String
                && WireName.TryRead<ControlStatus>(word.GetString(), out var status) ? status : ControlStatus.Unknown)]
            : [];
    }

    private static void Control(Utf8JsonWriter json, ControlResult result)
    {
        json.WriteStartObject();
        json.WriteString("id", result.Control.Id);
        json.WriteString("status", Word(result.Status));
        json.WriteStartArray("decidedBy");
        foreach (var requirement in result.Requirements)
        {
            json.WriteStartObject();
            json.WriteString("fact", requirement.Requirement.Fact);
            json.WriteString("status", Word(requirement.Status));
            json.WriteString("reason", requirement.Reason);
            if (requirement.Status != ControlStatus.Holds && NextSteps.Of(requirement.Requirement) is { } step)
            {
                json.WriteStartObject("next");
                json.WriteString("do", step.Sentence);
                json.WriteString("command", step.Command);
                json.WriteString("page", "docs/" + step.Page);
                json.WriteEndObject();
            }

            json.WriteStartArray("facts");
            foreach (var fact in requirement.Facts)
            {
                json.WriteStringValue(fact.Id);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Fact(Utf8JsonWriter json, Fact fact)
    {
        json.WriteStartObject();
        json.WriteString("id", fact.Id);
        json.WriteString("kind", fact.Kind);
        json.WriteString("time", Time(fact.Time));
        if (fact.Subject.Length > 0)
        {
            json.WriteString("subject", fact.Subject);
        }

        if (fact.Entry is { } entry)
        {
            json.WriteNumber("entry", entry);
        }

        json.WriteStartObject("values");
        foreach (var (name, value) in fact.Values.OrderBy(static v => v.Key, StringComparer.Ordinal))
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static Fact Fact(JsonElement fact) => new()
    {
        Kind = fact.GetProperty("kind").GetString()!,
        Time = Time(fact.GetProperty("time")),
        Subject = fact.TryGetProperty("subject", out var subject) ? subject.GetString()! : "",
        Entry = fact.TryGetProperty("entry", out var entry) ? entry.GetInt64() : null,
        Values = fact.GetProperty("values")
            .EnumerateObject()
            .ToDictionary(static v => v.Name, static v => v.Value.GetString()!, StringComparer.Ordinal),
    };

    private static string Word(ControlStatus status) => WireName.Of(status);

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(JsonElement time) =>
        DateTimeOffset.ParseExact(time.GetString()!, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
