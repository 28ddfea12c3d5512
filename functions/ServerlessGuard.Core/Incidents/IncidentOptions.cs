namespace ServerlessGuard.Core.Incidents;

/// <summary>Which alerts are incidents by rule.</summary>
public sealed record IncidentOptions
{
    /// <summary>A critical alert whose code begins with one of these declares an incident.</summary>
    public IReadOnlyList<string> DeclaredBy { get; init; } = ["deployment.", "rollback.", "rotation.", "outcomes.", "model.", "drill.output"];
}
