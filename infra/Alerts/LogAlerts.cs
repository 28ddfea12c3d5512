using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Telemetry;

namespace ServerlessGuard.Infra.Alerts;

/// <summary>Every query alert. A query tells what is wrong in rows; no row, no alert.</summary>
internal static class LogAlerts
{
    private static readonly string[] Audit = [AlertCodes.AuditChain, AlertCodes.AuditDamaged, AlertCodes.AuditWitness];

    /// <summary>The alerts of the starter profile: the guard is down, blind, contradicted, or needs a person.</summary>
    public static IReadOnlySet<string> Core { get; } =
        new HashSet<string> { "unscanned", "shadow-deployment", "audit-gap", "guard-critical", "heartbeat-lost" };

    /// <param name="heartbeats">The duties that must beat.</param>
    /// <param name="callers">Object ids of the identities that may call a model.</param>
    public static IReadOnlyList<LogAlert> All(IEnumerable<string> heartbeats, IEnumerable<string> callers) =>
    [
        new("injection-spike", "Prompt injection: many attempts from one application", 2, "PT5M", "PT15M", $"""
            {LogTableNames.Findings}
            | where Category == "{FindingColumnValues.Injection}"
            | summarize Attempts = sum(Amount) by Application
            | where Attempts >= 20
            """),
        new("secret-in-output", "A secret in a model's output", 1, "PT5M", "PT10M", $"""
            {LogTableNames.Findings}
            | where Category == "{FindingColumnValues.Secret}" and Location == "{FindingColumnValues.Output}"
            | summarize Found = sum(Amount) by Application, Kind
            """),
        new("unscanned", "An interaction passed unscanned because a guard failed", 1, "PT5M", "PT10M", $"""
            {LogTableNames.Interactions}
            | where Unscanned == true
            | summarize Passed = count() by Application, Tier
            """),
        new("review-late", "A case waits longer than its review may take", 2, "PT15M", "P2D", $"""
            {LogTableNames.Operations}
            | where Kind == "{OperationKinds.Case}"
            | summarize arg_max(TimeGenerated, Result, DueAt), Late = countif(Result == "{OperationResults.Late}" and TimeGenerated > ago(1h)) by Subject
            | where Late > 0 or (Result in ("{OperationResults.Open}", "{OperationResults.Claimed}") and DueAt < now())
            """),
        new("rotation-overdue", "A credential was not rotated in time", 1, "PT15M", "PT1H", Overdue(AlertCodes.RotationOverdue)),
        new("drill-failed", "A drill failed", 1, "PT15M", "PT1H", $"""
            {LogTableNames.Operations}
            | where Kind == "{OperationKinds.Drill}" and Result == "{OperationResults.Failed}"
            | summarize Failed = count() by Subject
            """),
        new("drill-overdue", "A drill's evidence is too old", 2, "PT15M", "PT1H", Overdue(AlertCodes.DrillOverdue)),
        new("shadow-deployment", "A deployment that nobody registered", 0, "PT5M", "PT10M", $"""
            {LogTableNames.Operations}
            | where Kind == "{OperationKinds.Deployment}" and Result == "{OperationResults.Shadow}"
            | summarize Seen = count() by Subject
            """),
        new("unvalidated-update", "A revision without a valid attestation", 0, "PT5M", "PT10M", $"""
            {LogTableNames.Operations}
            | where Kind == "{OperationKinds.Deployment}" and Result in ("{OperationResults.Unattested}", "{OperationResults.ProbesFailed}")
            | summarize Seen = count() by Subject, Result
            """),
        new("gateway-bypassed", "A model was called by an identity that is not the gateway's", 1, "PT5M", "PT10M", $"""
            AzureDiagnostics
            | where ResourceProvider == "MICROSOFT.COGNITIVESERVICES" and Category == "RequestResponse"
            | extend Caller = tostring(parse_json(properties_s).objectId)
            | where Caller !in ({List(callers)})
            | summarize Calls = count() by ResourceId, Caller, CallerIPAddress
            """),
        new("dead-letters", "Events that could not be delivered", 2, "PT15M", "PT30M", """
            StorageBlobLogs
            | where OperationName in ("PutBlob", "PutBlockList") and Uri contains "/deadletters/"
            | summarize Letters = count() by AccountName
            """),
        new("poisoned-events", "Events that a duty could not handle", 2, "PT15M", "PT30M", """
            StorageQueueLogs
            | where OperationName == "PutMessage" and Uri contains "-poison/"
            | summarize Events = count() by AccountName
            """),
        new("audit-gap", "The audit log has a gap, a fork, or contradicts its signature", 0, "PT5M", "PT15M", $"""
            {LogTableNames.Alerts}
            | where Code in ({List(Audit)})
            | summarize Seen = count() by Code, Subject
            """),
        new("guard-critical", "The guard needs a person", 1, "PT5M", "PT15M", $"""
            {LogTableNames.Alerts}
            | where Severity == "{AlertSeverities.Critical}" and Code !in ({List([.. Audit, AlertCodes.RotationOverdue])})
            | summarize Raised = count() by Duty, Code, Subject
            """),
        new("heartbeat-lost", "A duty has not been heard of", 1, "PT5M", "PT15M", $"""
            datatable(Duty: string) [{List(heartbeats)}]
            | join kind=leftanti ({LogTableNames.Operations} | where Kind == "{OperationKinds.Heartbeat}") on Duty
            """),
        new("drift", "A model's live outcomes have become worse", 2, "PT15M", "PT30M", $"""
            {LogTableNames.Drift}
            | where Evidence >= Threshold
            | summarize Strongest = max(Evidence) by Model, Metric
            """),
    ];

    private static string Overdue(string code) => $"""
        {LogTableNames.Alerts}
        | where Code == "{code}"
        | summarize Since = min(DueAt) by Subject
        """;

    private static string List(IEnumerable<string> values) => string.Join(", ", values.Select(v => $"\"{v}\""));
}
