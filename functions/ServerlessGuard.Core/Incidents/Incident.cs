using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Incidents;

/// <summary>A failure and the response to it, real or drilled: one record for both. Immutable.</summary>
public sealed record Incident
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("title")]
    public required string Title { get; init; }

    /// <summary>Why it was declared: an alert's code, or <c>person</c>.</summary>
    [JsonPropertyName("cause")]
    public required string Cause { get; init; }

    /// <summary>The subject: a model's, credential's or deployment's id; null for the guard itself.</summary>
    [JsonPropertyName("subject")]
    public string? Subject { get; init; }

    /// <summary>The drill's run that it belongs to; null: it is real.</summary>
    [JsonPropertyName("drill")]
    public string? Drill { get; init; }

    [JsonPropertyName("state")]
    public required IncidentState State { get; init; }

    [JsonPropertyName("declared")]
    public required DateTimeOffset Declared { get; init; }

    [JsonPropertyName("acknowledged")]
    public DateTimeOffset? Acknowledged { get; init; }

    [JsonPropertyName("contained")]
    public DateTimeOffset? Contained { get; init; }

    [JsonPropertyName("notified")]
    public DateTimeOffset? Notified { get; init; }

    [JsonPropertyName("closed")]
    public DateTimeOffset? Closed { get; init; }

    /// <summary>The people who acknowledged it, each once.</summary>
    [JsonPropertyName("acknowledgedBy")]
    public IReadOnlyList<string> AcknowledgedBy { get; init; } = [];

    /// <summary>The events in order; repeats beyond <see cref="LongestTimeline"/> are left out.</summary>
    [JsonPropertyName("timeline")]
    public IReadOnlyList<IncidentEvent> Timeline { get; init; } = [];

    /// <summary>How often its cause was reported again.</summary>
    [JsonPropertyName("repeats")]
    public int Repeats { get; init; }

    public const int LongestTimeline = 200;

    [JsonPropertyName("isOpen")]
    public bool IsOpen => State != IncidentState.Closed;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Incident))]
internal sealed partial class IncidentJson : JsonSerializerContext;

/// <summary>
/// A line of an incident's timeline. <see cref="Kind"/> is one of declared, repeated, acknowledged, contained, notified, noted, closed;
/// <see cref="Note"/> is a person's, never scanned text.
/// </summary>
public sealed record IncidentEvent(
    [property: JsonPropertyName("time")] DateTimeOffset Time,
    [property: JsonPropertyName("kind")] string Kind,
    [property: JsonPropertyName("actor")] string Actor,
    [property: JsonPropertyName("note")] string? Note);
