namespace ServerlessGuard.Core.Telemetry;

/// <summary>Values of the column Severity in <see cref="LogTableNames.Alerts"/>.</summary>
public static class AlertSeverities
{
    public const string Critical = "critical";
    public const string Warning = "warning";
    public const string Information = "information";
}
