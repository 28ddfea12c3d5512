namespace ServerlessGuard.Core.Audit;

/// <summary>Actors of audit entries that are no caller: <see cref="AuditEntry.Actor"/>.</summary>
public static class Actors
{
    /// <summary>The guard itself acted: a schedule, an event or a lapsed deadline, and no person.</summary>
    public const string Guard = "guard";
}
