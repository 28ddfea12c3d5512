namespace ServerlessGuard.Core.Policies;

/// <summary>The scheduled drills, and the times at which they may run. A drill that is not named does not run.</summary>
public sealed record DrillPolicy
{
    /// <summary>Scheduled drills run from here (time of day, UTC).</summary>
    public TimeOnly From { get; init; }

    /// <summary>Until here; the same as <see cref="From"/>: at any time. Earlier than it: over midnight.</summary>
    public TimeOnly To { get; init; }

    /// <summary>The error budget: after so many real incidents within a week nothing is drilled.</summary>
    public int Budget { get; init; } = 3;

    /// <summary>The model whose endpoint exists for drills; null: no rollback drill.</summary>
    public string? RollbackModel { get; init; }

    /// <summary>The known-bad revision that the drill puts there: model name and version, as the platform spells them.</summary>
    public string? BadName { get; init; }

    public string? BadVersion { get; init; }

    /// <summary>The credential that exists for drills; null: no revocation drill.</summary>
    public string? Credential { get; init; }

    /// <summary>The ARM id of the role assignment of the drill's identity; null: only the key is revoked.</summary>
    public string? Grant { get; init; }

    /// <summary>The application whose answers the incident drill uses; null: no incident drill.</summary>
    public string? Application { get; init; }

    public bool IsOpenAt(DateTimeOffset now)
    {
        var time = TimeOnly.FromTimeSpan(now.UtcDateTime.TimeOfDay);
        return From == To || time.IsBetween(From, To);
    }
}
