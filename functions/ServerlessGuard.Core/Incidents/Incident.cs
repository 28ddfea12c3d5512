using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Incidents;

/// <summary>A failure and the response to it, real or drilled: one record for both. Immutable.</summary>
public sealed record Incident
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    /// <summary>Why it was declared: an alert's code, or <c>person</c>.</summary>
    public required string Cause { get; init; }

    /// <summary>The subject: a model's, credential's or deployment's id; null for the guard itself.</summary>
    public string? Subject { get; init; }

    /// <summary>The drill's run that it belongs to; null: it is real.</summary>
    public string? Drill { get; init; }

    public required IncidentState State { get; init; }

    public required DateTimeOffset Declared { get; init; }

    public DateTimeOffset? Acknowledged { get; init; }

    public DateTimeOffset? Contained { get; init; }

    public DateTimeOffset? Notified { get; init; }

    public DateTimeOffset? Closed { get; init; }

    /// <summary>The people who acknowledged it, each once.</summary>
    public IReadOnlyList<string> AcknowledgedBy { get; init; } = [];

    /// <summary>The events in order; repeats beyond <see cref="LongestTimeline"/> are left out.</summary>
    public IReadOnlyList<IncidentEvent> Timeline { get; init; } = [];

    /// <summary>How often its cause was reported again.</summary>
    public int Repeats { get; init; }

    public const int LongestTimeline = 200;

    public bool IsOpen => State != IncidentState.Closed;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Incident))]
internal sealed partial class IncidentJson : JsonSerializerContext;

/// <summary>
/// A line of an incident's timeline. <see cref="Kind"/> is one of declared, repeated, acknowledged, contained, notified, noted, closed;
/// <see cref="Note"/> is a person's, never scanned text.
/// </summary>
public sealed record IncidentEvent(DateTimeOffset Time, string Kind, string Actor, string? Note);
