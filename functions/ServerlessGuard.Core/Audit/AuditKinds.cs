namespace ServerlessGuard.Core.Audit;

/// <summary>The kinds of entries. Permanent: a kind is never renamed or reused.</summary>
public static class AuditKinds
{
    public const string InteractionOpened = "interaction.opened";
    public const string InteractionClosed = "interaction.closed";
    public const string InteractionInterrupted = "interaction.interrupted";
    public const string ToolCallEvaluated = "tool-call.evaluated";
    public const string TokensRestored = "tokens.restored";
    public const string ContentRead = "content.read";
    public const string GuardUnscanned = "guard.unscanned";
    public const string CallerRefused = "caller.refused";
    public const string CallerKeyCreated = "caller-key.created";
    public const string CallerKeyRevoked = "caller-key.revoked";
    public const string SessionStarted = "session.started";
    public const string SessionEnded = "session.ended";
    public const string PolicyLoaded = "policy.loaded";
    public const string PolicyRefused = "policy.refused";
    public const string EventReceived = "event.received";
    public const string RotationStarted = "rotation.started";
    public const string RotationProgressed = "rotation.progressed";
    public const string RotationVerified = "rotation.verified";
    public const string RotationAcknowledged = "rotation.acknowledged";
    public const string RotationConfirmed = "rotation.confirmed";
    public const string CaseOpened = "case.opened";
    public const string CaseClaimed = "case.claimed";
    public const string CaseDecided = "case.decided";
    public const string CaseReleased = "case.released";
    public const string CaseEscalated = "case.escalated";
    public const string ContentSealed = "content.sealed";
    public const string ContentExpired = "content.expired";
    public const string ContentLost = "content.lost";
    public const string LegalHoldChanged = "legal-hold.changed";
    public const string OutputReported = "output.reported";
    public const string AttestationAccepted = "attestation.accepted";
    public const string AttestationRefused = "attestation.refused";
    public const string DeploymentObserved = "deployment.observed";
    public const string DeploymentDrifted = "deployment.drifted";
    public const string DeploymentsChecked = "deployments.checked";
    public const string OutcomesEvaluated = "outcomes.evaluated";
    public const string CallerMisused = "caller.misused";
    public const string CallerReleased = "caller.released";
    public const string MonitoringLearnt = "monitoring.learnt";
    public const string MonitoringReset = "monitoring.reset";
    public const string MonitoringAlarmed = "monitoring.alarmed";
    public const string SilenceFound = "silence.found";
    public const string SilenceEnded = "silence.ended";
    public const string RollbackStarted = "rollback.started";
    public const string RollbackProgressed = "rollback.progressed";
    public const string RollbackVerified = "rollback.verified";
    public const string ModelStopped = "model.stopped";
    public const string DrillStarted = "drill.started";
    public const string DrillEnded = "drill.ended";
    public const string IncidentDeclared = "incident.declared";
    public const string IncidentChanged = "incident.changed";
    public const string IncidentClosed = "incident.closed";
    public const string AccessReviewed = "access.reviewed";
    public const string EvidenceWritten = "evidence.written";
    public const string AlertAcknowledged = "alert.acknowledged";
    public const string FileRedacted = "file.redacted";
    public const string FileQuarantined = "file.quarantined";
    public const string AuditResumed = "audit.resumed";
    public const string RecordRefused = "record.refused";
    public const string McpServerPinned = "mcp-server.pinned";
    public const string McpDefinitionRefused = "mcp-definition.refused";
    public const string HostStarted = "host.started";
    public const string HostStopped = "host.stopped";
}

/// <summary>Actors of audit entries that are no caller: <see cref="AuditEntry.Actor"/>.</summary>
public static class Actors
{
    /// <summary>The guard itself acted: a schedule, an event or a lapsed deadline, and no person.</summary>
    public const string Guard = "guard";
}
