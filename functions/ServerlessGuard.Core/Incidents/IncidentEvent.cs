namespace ServerlessGuard.Core.Incidents;

/// <summary>A line of an incident's timeline. <see cref="What"/> is one of declared, repeated, acknowledged, contained, notified, noted, closed; <see cref="Note"/> is a person's, never scanned text.</summary>
public sealed record IncidentEvent(DateTimeOffset Time, string What, string Actor, string? Note);
