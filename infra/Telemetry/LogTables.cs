using ServerlessGuard.Core.Telemetry;

namespace ServerlessGuard.Infra.Telemetry;

/// <summary>Our tables, and the columns of Azure's own that our queries read. No table holds content.</summary>
internal static class LogTables
{
    public static readonly IReadOnlyList<LogTable> Ours =
    [
        new(LogTableNames.Interactions, "One row per interaction: who, by which policy, with what verdict", IsProof: false,
        [
            new("TimeGenerated", "dateTime"), new("InteractionId", "string"), new("Application", "string"), new("Tier", "string"),
            new("Model", "string"),
            new("Verdict", "string"), new("PolicyRevision", "string"), new("Enforced", "boolean"), new("Unscanned", "boolean"),
            new("Findings", "int"), new("DurationMs", "long"),
        ]),
        new(LogTableNames.Findings, "Kinds and counts of findings, never what was found", IsProof: false,
        [
            new("TimeGenerated", "dateTime"), new("InteractionId", "string"), new("Application", "string"), new("Tier", "string"),
            new("Category", "string"),
            new("Kind", "string"), new("Location", "string"), new("Amount", "int"),
        ]),
        new(
            LogTableNames.Operations, "Cases, rotations, rollbacks, drills, deployments, heartbeats: what happened and how it ended",
            IsProof: true,
            [
                new("TimeGenerated", "dateTime"), new("Duty", "string"), new("Kind", "string"), new("Subject", "string"),
                new("Result", "string"),
                new("DueAt", "dateTime"), new("DurationMs", "long"),
            ]),
        new(LogTableNames.Alerts, "Alerts of the guard: codes and subjects, never their sentences", IsProof: true,
        [
            new("TimeGenerated", "dateTime"), new("Duty", "string"), new("Code", "string"), new("Severity", "string"),
            new("Subject", "string"),
            new("DueAt", "dateTime"),
        ]),
        new(LogTableNames.Drift, "Anytime-valid tests on live outcomes", IsProof: true,
        [
            new("TimeGenerated", "dateTime"), new("Model", "string"), new("Metric", "string"), new("Evidence", "real"),
            new("Threshold", "real"),
        ]),
    ];

    public static readonly IReadOnlyList<LogTable> Azures =
    [
        new("AzureDiagnostics", "Resource logs of Azure OpenAI and Key Vault", IsProof: false,
        [
            new("TimeGenerated", "dateTime"), new("ResourceProvider", "string"), new("Category", "string"), new("OperationName", "string"),
            new("ResourceId", "string"), new("CallerIPAddress", "string"), new("properties_s", "string"),
            new("identity_claim_oid_g", "string"),
        ]),
        new("StorageQueueLogs", "Requests to queues", IsProof: false,
        [
            new("TimeGenerated", "dateTime"), new("OperationName", "string"), new("Uri", "string"), new("StatusText", "string"),
            new("AccountName", "string"),
        ]),
        new("StorageBlobLogs", "Requests to blobs", IsProof: false,
        [
            new("TimeGenerated", "dateTime"), new("OperationName", "string"), new("Uri", "string"), new("StatusText", "string"),
            new("AccountName", "string"),
            new("RequesterObjectId", "string"),
        ]),
        new("AzureActivity", "Changes through Azure Resource Manager, where the subscription exports them", IsProof: false,
        [
            new("TimeGenerated", "dateTime"), new("OperationNameValue", "string"), new("Claims", "string"),
        ]),
    ];
}
