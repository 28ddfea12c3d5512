namespace ServerlessGuard.Core.Drills;

/// <summary>How things stand. <see cref="Fault"/>: why this is no state to drill from; null when it is.</summary>
public sealed record DrillSteady(string Original, string? Fault = null);
