using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using ServerlessGuard.Core.Audit;

namespace ServerlessGuard.Core.Events;

/// <summary>
/// Reads one event of either schema, and writes CloudEvents 1.0. Event Grid's schema is read leniently where Azure's own events are uneven
/// (an absent topic, a date without offset); CloudEvents keep to their specification (<see cref="CloudEventAttributes"/>).
/// </summary>
public static class GuardEventJson
{
    /// <summary>The longest id, source, subject or type, in UTF-16 units.</summary>
    public const int MaxAttributeLength = 2048;

    /// <summary>False with the reason, which names attributes and never repeats values.</summary>
    public static bool TryRead(
        JsonElement element, DateTimeOffset received, [NotNullWhen(true)] out GuardEvent? value, [NotNullWhen(false)] out string? problem)
    {
        value = null;
        if (element.ValueKind != JsonValueKind.Object)
        {
            problem = "An event must be a JSON object.";
            return false;
        }

        var cloud = element.TryGetProperty("specversion", out var version);
        if (cloud && !(version.ValueKind == JsonValueKind.String && version.ValueEquals("1.0")))
        {
            problem = "specversion must be \"1.0\".";
            return false;
        }

        var (type, source, time) = cloud ? ("type", "source", "time") : ("eventType", "topic", "eventTime");
        problem = Required(element, "id")
            ?? Required(element, type)
            ?? (cloud ? Required(element, source) : Optional(element, source))
            ?? Optional(element, "subject")
            ?? (cloud ? CloudEventAttributes.ProblemOf(element) : null);
        if (problem is null && element.TryGetProperty("data_base64", out _))
        {
            problem = "data_base64 is not accepted: every event the guard handles has JSON data.";
        }

        if (problem is not null)
        {
            return false;
        }

        value = new GuardEvent
        {
            Id = Text(element, "id")!,
            Type = Text(element, type)!,
            Source = Text(element, source) ?? "",
            Subject = Text(element, "subject"),
            Time = (cloud && Text(element, time) is { } told ? CloudEventAttributes.TimeOf(told) : TimeOf(Text(element, time))) ?? received,
            Topic = cloud ? null : Text(element, source),
            Trace = cloud ? TraceParent.Parse(Text(element, "traceparent")) : null,
            Data = element.TryGetProperty("data", out var data) ? data : default,
        };
        return true;
    }

    /// <summary>CloudEvents 1.0, structured JSON, UTF-8.</summary>
    public static ReadOnlyMemory<byte> Write(GuardEvent value)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("specversion", "1.0");
        json.WriteString("id", value.Id);
        json.WriteString("source", CloudEventAttributes.ReferenceOf(value.Source));
        json.WriteString("type", value.Type);
        if (value.Subject is { Length: > 0 })
        {
            json.WriteString("subject", value.Subject);
        }

        json.WriteString("time", value.Time.ToString("O", CultureInfo.InvariantCulture));
        if (value.Trace is { } trace)
        {
            json.WriteString("traceparent", trace.ToString());
        }

        if (value.Data.ValueKind != JsonValueKind.Undefined)
        {
            json.WritePropertyName("data");
            value.Data.WriteTo(json);
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>A time in Event Grid's schema: RFC 3339, with more than seven digits of a second, or without offset (then UTC).</summary>
    public static DateTimeOffset? TimeOf(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal
            | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    private static string? Required(JsonElement element, string name) =>
        element.TryGetProperty(name, out var property)
            && property.ValueKind == JsonValueKind.String
            && property.GetString() is { Length: > 0 and <= MaxAttributeLength }
            ? null
            : $"{name} must be a string of 1 to {MaxAttributeLength} characters.";

    private static string? Optional(JsonElement element, string name) =>
        !element.TryGetProperty(name, out var property)
            || property.ValueKind == JsonValueKind.Null
            || (property.ValueKind == JsonValueKind.String && property.GetString()!.Length <= MaxAttributeLength)
            ? null
            : $"{name} must be a string of at most {MaxAttributeLength} characters.";

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var property) && property.ValueKind == JsonValueKind.String ? property.GetString() : null;
}
