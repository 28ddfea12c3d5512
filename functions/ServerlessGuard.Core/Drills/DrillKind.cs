using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Drills;

public enum DrillKind
{
    /// <summary>A known-bad revision on the drill endpoint must be found and rolled back.</summary>
    [JsonStringEnumMemberName("rollback")]
    Rollback,

    /// <summary>A drill key must be revoked, and a drill identity must lose its grant.</summary>
    [JsonStringEnumMemberName("revocation")]
    Revocation,

    /// <summary>A marked unsafe output must be held, alerted and acknowledged.</summary>
    [JsonStringEnumMemberName("incident")]
    Incident,
}
