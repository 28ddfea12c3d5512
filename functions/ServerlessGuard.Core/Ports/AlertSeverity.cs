namespace ServerlessGuard.Core.Ports;

public enum AlertSeverity
{
    Information,
    Warning,
    Critical,
}
