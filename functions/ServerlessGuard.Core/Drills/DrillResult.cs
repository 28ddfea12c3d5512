using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Drills;

public enum DrillResult
{
    /// <summary>Found, decided and ended in time, and the original state stands.</summary>
    [JsonStringEnumMemberName("passed")]
    Passed,

    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>A stop condition held, or it was interrupted: it says nothing about the control.</summary>
    [JsonStringEnumMemberName("stopped")]
    Stopped,
}
