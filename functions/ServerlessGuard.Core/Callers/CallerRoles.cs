namespace ServerlessGuard.Core.Callers;

/// <summary>The rights of a caller besides acting as an application. No role includes another.</summary>
public static class CallerRoles
{
    public const string Reviewer = "reviewer";
    public const string Auditor = "auditor";
    public const string Admin = "admin";

    /// <summary>Delivers events.</summary>
    public const string Events = "events";

    /// <summary>Reads metrics.</summary>
    public const string Metrics = "metrics";

    public static IReadOnlyList<string> All { get; } = [Admin, Auditor, Events, Metrics, Reviewer];
}
