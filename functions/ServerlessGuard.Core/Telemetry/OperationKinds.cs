namespace ServerlessGuard.Core.Telemetry;

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
    public const string Outcomes = "outcomes";
    public const string Policy = "policy";
    public const string Rollback = "rollback";
    public const string Rotation = "rotation";

    /// <summary>A case that nobody waits for.</summary>
    public const string Sample = "sample";
}
