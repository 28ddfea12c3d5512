namespace ServerlessGuard.Core.Drills;

/// <summary>A person asked for a drill; the guard that runs begins it, and <see cref="Id"/> becomes the run's.</summary>
public sealed record DrillRequest(string Id, DrillKind Kind, DrillMode Mode, string Actor);
