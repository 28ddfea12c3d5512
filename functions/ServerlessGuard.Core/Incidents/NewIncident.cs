namespace ServerlessGuard.Core.Incidents;

/// <summary>The facts of an incident when it is declared. While one with the same <see cref="Key"/> is open, it is that one.</summary>
public sealed record NewIncident
{
    public required string Key { get; init; }

    public required string Title { get; init; }

    public required string Cause { get; init; }

    public required string Actor { get; init; }

    public string? Subject { get; init; }

    public string? Drill { get; init; }
}
