using System.Text.Json.Serialization;

namespace ServerlessGuard.Core.Outcomes;

/// <summary>The faults of one answer of a revision. The numbers are stored: they never change their meaning.</summary>
public enum OutcomeMetric
{
    /// <summary>The output was blocked. Counted over every answer.</summary>
    [JsonStringEnumMemberName("blocked")]
    Blocked = 0,

    /// <summary>The output was held for a reviewer. Counted over every answer.</summary>
    [JsonStringEnumMemberName("held")]
    Held = 1,

    /// <summary>The model itself refused to answer. Counted over every answer.</summary>
    [JsonStringEnumMemberName("refused")]
    Refused = 2,

    /// <summary>
    /// JSON was requested and did not come, or a tool call's arguments break its schema. Counted where either could happen.
    /// </summary>
    [JsonStringEnumMemberName("schema-failed")]
    SchemaFailed = 3,

    /// <summary>The application's instructions came back. Counted over every answer.</summary>
    [JsonStringEnumMemberName("leaked")]
    Leaked = 4,

    /// <summary>A probe failed. Counted over probes asked.</summary>
    [JsonStringEnumMemberName("probe-failed")]
    ProbeFailed = 5,

    /// <summary>The answer took longer than <see cref="OutcomeOptions.SlowAfter"/>. Counted over every answer.</summary>
    [JsonStringEnumMemberName("slow")]
    Slow = 6,

    /// <summary>A reviewer denied the output. Counted over decided cases.</summary>
    [JsonStringEnumMemberName("denied")]
    Denied = 7,
}
