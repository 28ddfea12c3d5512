using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Telemetry;

/// <summary>The row of an alert in the log workspace: its subject, never its sentence.</summary>
public static class AlertRows
{
    /// <param name="duty">Whose app raised it.</param>
    public static LogRow Of(Alert alert, string duty)
    {
        ArgumentNullException.ThrowIfNull(alert);
        return LogRow.Of(
            LogTableNames.Alerts, alert.Time, ("Duty", duty), ("Code", alert.Code), ("Severity", SeverityOf(alert.Severity)),
            ("Subject", alert.DedupeKey),
            ("DueAt", alert.Tags.GetValueOrDefault(AlertCodes.Due)));
    }

    public static string SeverityOf(AlertSeverity severity) => severity switch
    {
        AlertSeverity.Critical => AlertSeverities.Critical,
        AlertSeverity.Warning => AlertSeverities.Warning,
        _ => AlertSeverities.Information,
    };
}
