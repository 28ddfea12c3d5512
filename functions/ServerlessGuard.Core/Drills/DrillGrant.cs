namespace ServerlessGuard.Core.Drills;

/// <summary>A role assignment: its ARM id, and what puts it back.</summary>
public sealed record DrillGrant(string Id, string Role, string Principal, string? PrincipalType);
