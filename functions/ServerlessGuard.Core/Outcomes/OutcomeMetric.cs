namespace ServerlessGuard.Core.Outcomes;

/// <summary>The faults of one answer of a revision. The numbers are stored: they never change their meaning.</summary>
public enum OutcomeMetric
{
    /// <summary>The output was blocked. Counted over every answer.</summary>
    Blocked = 0,

    /// <summary>The output was held for a reviewer. Counted over every answer.</summary>
    Held = 1,

    /// <summary>The model itself refused to answer. Counted over every answer.</summary>
    Refused = 2,

    /// <summary>
    /// JSON was requested and did not come, or a tool call's arguments break its schema. Counted where either could happen.
    /// </summary>
    SchemaFailed = 3,

    /// <summary>The application's instructions came back. Counted over every answer.</summary>
    Leaked = 4,

    /// <summary>A probe failed. Counted over probes asked.</summary>
    ProbeFailed = 5,

    /// <summary>The answer took longer than <see cref="OutcomeOptions.SlowAfter"/>. Counted over every answer.</summary>
    Slow = 6,

    /// <summary>A reviewer denied the output. Counted over decided cases.</summary>
    Denied = 7,
}
