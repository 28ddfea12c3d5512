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

/// <summary>Values of the column Kind in <see cref="LogTableNames.Operations"/>.</summary>
public static class OperationKinds
{
    public const string Access = "access";
    public const string Attestation = "attestation";
    public const string Case = "case";
    public const string Content = "content";
    public const string Deployment = "deployment";
    public const string Drill = "drill";
    public const string Evidence = "evidence";
    public const string File = "file";
    public const string Heartbeat = "heartbeat";
    public const string Host = "host";
    public const string Incident = "incident";
    public const string Model = "model";
    public const string Monitoring = "monitoring";
    public const string Outcomes = "outcomes";
    public const string Policy = "policy";
    public const string Rollback = "rollback";
    public const string Rotation = "rotation";

    /// <summary>A case that nobody waits for.</summary>
    public const string Sample = "sample";
}

/// <summary>
/// Values of the column Result in <see cref="LogTableNames.Operations"/> that queries ask for; there are more, each the engine's own word.
/// </summary>
public static class OperationResults
{
    public const string Alive = "alive";
    public const string Claimed = "claimed";
    public const string Failed = "failed";

    /// <summary>A case that nobody decided in time.</summary>
    public const string Late = "late";

    public const string Open = "open";
    public const string ProbesFailed = "probes-failed";
    public const string Shadow = "shadow";
    public const string Unattested = "unattested";
}

/// <summary>Values of the column Severity in <see cref="LogTableNames.Alerts"/>.</summary>
public static class AlertSeverities
{
    public const string Critical = "critical";
    public const string Warning = "warning";
    public const string Information = "information";
}

/// <summary>Values of the column Category, and of Location, in <see cref="LogTableNames.Findings"/> that queries ask for.</summary>
public static class FindingColumnValues
{
    public const string Injection = "injection";
    public const string Secret = "secret";
    public const string Output = "output";
}
