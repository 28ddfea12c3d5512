namespace ServerlessGuard.Infra.Alerts;

/// <summary>Every query alert. A query tells what is wrong in rows; no row, no alert.</summary>
internal static class LogAlerts
{
    /// <param name="heartbeats">The duties that must beat.</param>
    /// <param name="callers">Object ids of the identities that may call a model.</param>
    public static IReadOnlyList<LogAlert> All(IEnumerable<string> heartbeats, IEnumerable<string> callers) =>
    [
        new("injection-spike", "Prompt injection: many attempts from one application", 2, "PT5M", "PT15M", """
            GuardFindings_CL
            | where Kind == "injection"
            | summarize Attempts = count() by Application
            | where Attempts >= 20
            """),
        new("secret-in-output", "A secret in a model's output", 1, "PT5M", "PT10M", """
            GuardFindings_CL
            | where Kind == "secret" and Place == "output"
            | summarize Found = count() by Application, Rule
            """),
        new("unscanned", "An interaction passed unscanned because a guard failed", 1, "PT5M", "PT10M", """
            GuardInteractions_CL
            | where Unscanned == true
            | summarize Passed = count() by Application, Tier
            """),
        new("review-late", "A case waits longer than its review may take", 2, "PT15M", "P2D", Overdue("case", "\"open\"")),
        new("rotation-overdue", "A credential was not rotated in time", 1, "PT1H", "P2D", Overdue("rotation", "\"due\", \"started\", \"failed\"")),
        new("drill-failed", "A drill failed", 1, "PT15M", "PT1H", """
            GuardOperations_CL
            | where Kind == "drill" and Result == "failed"
            | summarize Failed = count() by Subject
            """),
        new("drill-overdue", "A drill's evidence is too old", 2, "PT1H", "P2D", Overdue("drill", "\"due\"")),
        new("shadow-deployment", "A deployment that nobody registered", 0, "PT5M", "PT10M", """
            GuardOperations_CL
            | where Kind == "deployment" and Result == "unregistered"
            | summarize Seen = count() by Subject
            """),
        new("unvalidated-update", "A revision without a valid attestation", 0, "PT5M", "PT10M", """
            GuardOperations_CL
            | where Kind == "deployment" and Result in ("unattested", "expired", "probes-failed")
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
        new("audit-gap", "The audit log has a gap or could not be sequenced", 0, "PT5M", "PT15M", """
            GuardOperations_CL
            | where Kind == "audit" and Result in ("gap", "failed", "fork")
            | summarize Seen = count() by Subject, Result
            """),
        new("heartbeat-lost", "A duty has not been heard of", 1, "PT5M", "PT15M", $"""
            datatable(Duty: string) [{List(heartbeats)}]
            | join kind=leftanti (GuardOperations_CL | where Kind == "heartbeat") on Duty
            """),
        new("drift", "A model's live outcomes have become worse", 2, "PT15M", "PT30M", """
            GuardDrift_CL
            | where Evidence >= Threshold
            | summarize Strongest = max(Evidence) by Model, Metric
            """),
    ];

    private static string Overdue(string kind, string results) => $"""
        GuardOperations_CL
        | where Kind == "{kind}"
        | summarize arg_max(TimeGenerated, Result, DueAt) by Subject
        | where Result in ({results}) and DueAt < now()
        """;

    private static string List(IEnumerable<string> values) => string.Join(", ", values.Select(v => $"\"{v}\""));
}
