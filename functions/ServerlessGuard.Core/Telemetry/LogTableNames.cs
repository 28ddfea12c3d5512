namespace ServerlessGuard.Core.Telemetry;

/// <summary>Our tables in a log workspace. Infra declares their columns; who writes and who asks use the same names.</summary>
public static class LogTableNames
{
    public const string Interactions = "GuardInteractions_CL";
    public const string Findings = "GuardFindings_CL";
    public const string Operations = "GuardOperations_CL";
    public const string Alerts = "GuardAlerts_CL";
    public const string Drift = "GuardDrift_CL";
}
