using System.Collections.Frozen;
using System.Globalization;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Outcomes;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Detection;

namespace ServerlessGuard.Core.Telemetry;

/// <summary>
/// The rows of an entry, an alert and a heartbeat in the log workspace: a pure function, from a table of kinds. An entry of
/// a kind that is not in it gives no row. Names of files and actors stay in the audit log.
/// </summary>
public static class EntryRows
{
    private static readonly FrozenDictionary<string, string> Categories = GuardScanner.Rules.Concat(GuardScanner.ByModels)
        .GroupBy(static rule => rule.Kind, StringComparer.Ordinal)
        .ToFrozenDictionary(static kind => kind.Key, static kind => WireName.Of(kind.First().Category));

    private static readonly FrozenDictionary<string, Func<AuditEntry, Operation?>> Operations =
        new Dictionary<string, Func<AuditEntry, Operation?>>
        {
            [AuditKinds.AccessReviewed] = static e => new(
                OperationKinds.Access, Fact(e, "source"), Fact(e, "unexpected") == "0" ? "as-expected" : "unexpected"),
            [AuditKinds.AttestationAccepted] = static e => new(OperationKinds.Attestation, Fact(e, "model"), "accepted"),
            [AuditKinds.AttestationRefused] = static e => new(OperationKinds.Attestation, Fact(e, "model"), "refused"),
            [AuditKinds.CaseOpened] = Case,
            [AuditKinds.CaseClaimed] = Case,
            [AuditKinds.CaseDecided] = Case,
            [AuditKinds.CaseReleased] = Case,
            [AuditKinds.CaseEscalated] = Case,
            [AuditKinds.ContentExpired] = static e => new(OperationKinds.Content, e.Interaction, "expired"),
            [AuditKinds.ContentLost] = static e => new(OperationKinds.Content, e.Interaction, "lost"),
            [AuditKinds.ContentRead] = static e => new(OperationKinds.Content, e.Interaction, "read"),
            [AuditKinds.DeploymentObserved] = static e => new(OperationKinds.Deployment, Deployment(e), "seen"),
            [AuditKinds.DeploymentDrifted] = static e => new(
                OperationKinds.Deployment, Deployment(e), Fact(e, "state") == "found" ? Fact(e, "drift") : "ended"),
            [AuditKinds.DeploymentsChecked] = static _ => new(OperationKinds.Deployment, "all", "swept"),
            [AuditKinds.DrillStarted] = static e => new(OperationKinds.Drill, Fact(e, "drill"), "started"),
            [AuditKinds.DrillEnded] = static e => new(OperationKinds.Drill, Fact(e, "drill"), Fact(e, "outcome"))
            {
                Milliseconds = (long?)(Number(e, "seconds_to_restore") * 1000)
            },
            [AuditKinds.EvidenceWritten] = static e => new(OperationKinds.Evidence, "pack", Fact(e, "fails") == "0" ? "holds" : "fails"),
            [AuditKinds.FileQuarantined] = static e => new(OperationKinds.File, Fact(e, "version"), "quarantined"),
            [AuditKinds.FileRedacted] = static e => new(OperationKinds.File, Fact(e, "version"), "redacted"),
            [AuditKinds.AuditResumed] = static _ => new(OperationKinds.Host, "audit", "resumed"),
            [AuditKinds.RecordRefused] = static e => new(OperationKinds.Host, Fact(e, "partition"), Fact(e, "fault")),
            [AuditKinds.HostStarted] = static _ => new(OperationKinds.Host, "host", "started"),
            [AuditKinds.HostStopped] = static _ => new(OperationKinds.Host, "host", "stopped"),
            [AuditKinds.IncidentChanged] = Incident,
            [AuditKinds.IncidentClosed] = Incident,
            [AuditKinds.IncidentDeclared] = Incident,
            [AuditKinds.ModelStopped] = static e => new(OperationKinds.Model, Fact(e, "model"), Fact(e, "state") ?? "paused"),
            [AuditKinds.CallerMisused] = static e => new(OperationKinds.Monitoring, Fact(e, "kind"), "misused"),
            [AuditKinds.CallerReleased] = static e => new(OperationKinds.Monitoring, Fact(e, "kind"), "released"),
            [AuditKinds.SilenceFound] = static e => new(OperationKinds.Monitoring, Fact(e, "source"), "silent"),
            [AuditKinds.SilenceEnded] = static e => new(OperationKinds.Monitoring, Fact(e, "source"), "heard"),
            [AuditKinds.MonitoringAlarmed] = static e => new(OperationKinds.Monitoring, Fact(e, "signal"), "alarmed"),
            [AuditKinds.MonitoringLearnt] = static e => new(OperationKinds.Monitoring, Fact(e, "model"), "learnt"),
            [AuditKinds.MonitoringReset] = static e => new(OperationKinds.Monitoring, Fact(e, "model"), "reset"),
            [AuditKinds.OutcomesEvaluated] = static e => new(OperationKinds.Outcomes, Deployment(e), Fact(e, "state")),
            [AuditKinds.PolicyLoaded] = static e => new(OperationKinds.Policy, e.PolicyRevision, "loaded"),
            [AuditKinds.PolicyRefused] = static e => new(OperationKinds.Policy, e.PolicyRevision, "refused"),
            [AuditKinds.RollbackStarted] = Rollback,
            [AuditKinds.RollbackVerified] = Rollback,
            [AuditKinds.RollbackProgressed] = Rollback,
            [AuditKinds.RotationAcknowledged] = Rotation,
            [AuditKinds.RotationStarted] = Rotation,
            [AuditKinds.RotationConfirmed] = Rotation,
            [AuditKinds.RotationVerified] = Rotation,
            [AuditKinds.RotationProgressed] = Rotation,
        }.ToFrozenDictionary();

    /// <param name="duty">The duty of the app that sends it.</param>
    public static IEnumerable<LogRow> Of(AuditEntry entry, string duty)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.Kind is AuditKinds.InteractionClosed or AuditKinds.InteractionInterrupted or AuditKinds.OutputReported)
        {
            yield return Interaction(entry);
        }

        foreach (var (location, count) in entry.Findings)
        {
            yield return Finding(entry, location, count);
        }

        if (Operations.GetValueOrDefault(entry.Kind)?.Invoke(entry) is { } operation)
        {
            yield return operation.Row(entry.Time, duty);
        }

        if (entry.Kind == AuditKinds.OutcomesEvaluated)
        {
            foreach (var (fact, _) in entry.Facts.Where(static f => f.Key.StartsWith(OutcomeFacts.Evidence, StringComparison.Ordinal)))
            {
                yield return LogRow.Of(
                    LogTableNames.Drift, entry.Time, ("Model", Fact(entry, "model")), ("Metric", fact[OutcomeFacts.Evidence.Length..]),
                    ("Evidence", Number(entry, fact)), ("Threshold", Number(entry, OutcomeFacts.EvidenceNeeded)));
            }
        }
    }

    /// <summary>A duty lives.</summary>
    public static LogRow Heartbeat(DateTimeOffset time, string duty) =>
        new Operation(OperationKinds.Heartbeat, duty, OperationResults.Alive).Row(time, duty);

    private static LogRow Interaction(AuditEntry entry) => LogRow.Of(
        LogTableNames.Interactions,
        entry.Time,
        ("InteractionId", entry.Interaction),
        ("Application", entry.Application),
        ("Tier", entry.Tier),
        ("Model", Fact(entry, "model")),
        ("Verdict", entry.Kind == AuditKinds.InteractionInterrupted ? "interrupted" : entry.Verdict),
        ("PolicyRevision", entry.PolicyRevision),
        ("Enforced", Fact(entry, "enforce") is { } enforce ? enforce == "enforce" : (bool?)null),
        ("Unscanned", entry.Facts.ContainsKey("unscanned")),
        ("Findings", entry.Findings.Values.Sum()),
        ("DurationMs", (long?)Number(entry, "ms")));

    private static LogRow Finding(AuditEntry entry, string location, int count)
    {
        var dot = location.IndexOf('.', StringComparison.Ordinal);
        var kind = location[(dot + 1)..];
        return LogRow.Of(
            LogTableNames.Findings,
            entry.Time,
            ("InteractionId", entry.Interaction),
            ("Application", entry.Application),
            ("Tier", entry.Tier),
            ("Category", Categories.GetValueOrDefault(kind) ?? WireName.Of(FindingCategory.Leakage)),
            ("Kind", kind),
            ("Location", dot < 0 ? "file" : location[..dot]),
            ("Amount", count));
    }

    private static Operation Case(AuditEntry entry) => new(
        Fact(entry, "sample") == "true" ? OperationKinds.Sample : OperationKinds.Case,
        Fact(entry, "case"),
        Fact(entry, "reason") == CaseTransitions.TimedOut ? OperationResults.Late : Fact(entry, "state"))
    {
        Due = Time(entry, "due"),
    };

    private static Operation Incident(AuditEntry entry) => new(OperationKinds.Incident, Fact(entry, "incident"), Fact(entry, "change"));

    private static Operation Rollback(AuditEntry entry) =>
        new(OperationKinds.Rollback, Fact(entry, "model"), Fact(entry, "step")) { Milliseconds = (long?)Number(entry, "restored_ms") };

    private static Operation Rotation(AuditEntry entry) => new(OperationKinds.Rotation, Fact(entry, "credential"), Fact(entry, "step"));

    private static string? Deployment(AuditEntry entry) =>
        Fact(entry, "deployment") is { } deployment ? $"{Fact(entry, "model")}/{deployment}" : Fact(entry, "model");

    private static string? Fact(AuditEntry entry, string name) => entry.Facts.GetValueOrDefault(name);

    private static double? Number(AuditEntry entry, string name) =>
        double.TryParse(Fact(entry, name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : null;

    private static DateTimeOffset? Time(AuditEntry entry, string name) =>
        DateTimeOffset.TryParse(Fact(entry, name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null;

    private sealed record Operation(string Kind, string? Subject, string? Result)
    {
        public DateTimeOffset? Due { get; init; }

        public long? Milliseconds { get; init; }

        public LogRow Row(DateTimeOffset time, string duty) => LogRow.Of(
            LogTableNames.Operations, time, ("Duty", duty), ("Kind", Kind), ("Subject", Subject), ("Result", Result),
            ("DueAt", Due is { } due ? LogRow.Text(due) : null), ("DurationMs", Milliseconds));
    }
}
