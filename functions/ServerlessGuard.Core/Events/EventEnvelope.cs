using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace ServerlessGuard.Core.Events;

/// <summary>
/// An event on the queue: bare, as Event Grid puts it there, or in an envelope with its sender and its topic. An
/// attribute inside of an event, which its sender writes, is never taken for the envelope.
/// </summary>
internal static class EventEnvelope
{
    private const string Enveloped = "event";
    private const string Deliverer = "deliveredBy";
    private const string Topic = "topic";

    public static ReadOnlyMemory<byte> Write(GuardEvent value)
    {
        var told = GuardEventJson.Write(value);
        if (value is { DeliveredBy: null, Topic: null })
        {
            return told;
        }

        var buffer = new ArrayBufferWriter<byte>(told.Length + 256);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString(Deliverer, value.DeliveredBy);
        json.WriteString(Topic, value.Topic);
        json.WritePropertyName(Enveloped);
        json.WriteRawValue(told.Span);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    /// <summary>False with the reason, which repeats no value.</summary>
    public static bool TryRead(
        JsonElement root, DateTimeOffset received, [NotNullWhen(true)] out GuardEvent? value, [NotNullWhen(false)] out string? problem)
    {
        var isEnvelope = root.ValueKind == JsonValueKind.Object
            && root.TryGetProperty(Enveloped, out _)
            && !root.TryGetProperty("specversion", out _)
            && !root.TryGetProperty("eventType", out _);
        if (!GuardEventJson.TryRead(isEnvelope ? root.GetProperty(Enveloped) : root, received, out value, out problem))
        {
            return false;
        }

        if (isEnvelope)
        {
            value = value with { DeliveredBy = Text(root, Deliverer), Topic = Text(root, Topic) };
        }

        return true;
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var property) && property.ValueKind == JsonValueKind.String ? property.GetString() : null;
}
