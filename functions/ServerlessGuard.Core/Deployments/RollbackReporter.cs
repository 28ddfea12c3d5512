using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Review;

namespace ServerlessGuard.Core.Deployments;

/// <summary>The records of a rollback: a case, entries, alerts, measures, log lines.</summary>
public sealed class RollbackReporter(
    IAuditLog audit, IAlertSink alerts, IPolicySource policies, TimeProvider clock, ILogger<RollbackReporter> logger,
    ICaseOpener? cases = null)
{
    private const int AlertedTries = 12;

    /// <summary>The case for a person comes first: an entry that names it never exists without it.</summary>
    internal async ValueTask StartedAsync(ModelPolicy model, Rollback rollback, bool waits, CancellationToken cancellationToken)
    {
        if (waits && cases is not null)
        {
            await cases.OpenAsync(
                new NewCase
                {
                    Id = rollback.CaseId,
                    Kind = CaseKind.Rollback,
                    Subject = model.Id,
                    PolicyRevision = policies.Current.RevisionId,
                    Reasons = [$"rollback.{Word(rollback.Trigger.Cause)}"],
                },
                cancellationToken);
        }

        await AppendAsync(AuditKinds.RollbackStarted, model, rollback, rollback.Trigger.Actor, cancellationToken);
        RollbackTelemetry.Started(model.Platform, rollback.Trigger.Cause);
        RollbackLog.Started(logger, model.Id, rollback.Id, rollback.Trigger.Cause);
        await RaiseAsync(
            waits ? "rollback.waits" : "rollback.started",
            waits ? AlertSeverity.Critical : AlertSeverity.Warning,
            model,
            rollback,
            waits
                ? $"is to be rolled back ({Word(rollback.Trigger.Cause)}) and waits for a person's approval: decide the case {rollback.CaseId}."
                : $"is being rolled back: {Word(rollback.Trigger.Cause)}.",
            cancellationToken);
    }

    internal async ValueTask SteppedAsync(ModelPolicy model, Rollback from, Rollback to, CancellationToken cancellationToken)
    {
        if (from.Step == to.Step)
        {
            // Tries are many; the first and the alarming are entries.
            if (to.Attempts is 1 or AlertedTries)
            {
                await AppendAsync(AuditKinds.RollbackProgressed, model, to, Actors.Guard, cancellationToken);
            }

            if (to.Attempts == AlertedTries)
            {
                await RaiseAsync(
                    "rollback.stuck", AlertSeverity.Critical, model, to,
                    $"does not get past {Word(to.Step)} in its rollback: {to.Fault}. It keeps trying.", cancellationToken);
            }

            return;
        }

        await AppendAsync(
            to.Step == RollbackStep.Done ? AuditKinds.RollbackVerified : AuditKinds.RollbackProgressed, model, to, Actors.Guard,
            cancellationToken);
        RollbackLog.Stepped(logger, model.Id, to.Id, to.Step);
        if (from.Step == RollbackStep.Pause)
        {
            await AppendAsync(AuditKinds.ModelStopped, model, to, Actors.Guard, cancellationToken);
            await RaiseAsync(
                "rollback.no-healthy-revision", AlertSeverity.Critical, model, to,
                $"is paused: no attested revision of it answers its probes ({to.Fault}). Attest one with 'guard attest {model.Id}', then 'guard rollback {model.Id}'.",
                cancellationToken);
        }

        if (to.Ended)
        {
            await EndedAsync(model, to, cancellationToken);
        }
    }

    internal async ValueTask AppendAsync(
        string kind, ModelPolicy model, Rollback rollback, string actor, CancellationToken cancellationToken)
    {
        var facts = new Dictionary<string, string>
        {
            ["model"] = model.Id,
            ["platform"] = model.Platform,
            ["rollback"] = rollback.Id,
            ["trigger"] = rollback.Trigger.Id,
            ["cause"] = Word(rollback.Trigger.Cause),
            ["step"] = Word(rollback.Step),
        };
        Add(facts, "drill", rollback.Trigger.Drill);
        Add(facts, "bad", rollback.Bad.Count == 0 ? null : string.Join(',', rollback.Bad));
        Add(facts, "shadows", rollback.Shadows.Count == 0 ? null : string.Join(',', rollback.Shadows));
        Add(facts, "deployment", rollback.Target?.Deployment);
        Add(facts, "revision", rollback.Target?.Revision.Digest);
        Add(facts, "attestation", rollback.Target?.Attestation);
        Add(facts, "method", rollback.Method is { } method ? Word(method) : null);
        Add(facts, "fault", rollback.Fault);
        Add(facts, "decided_ms", Milliseconds(rollback, rollback.Decided));
        Add(facts, "shifted_ms", Milliseconds(rollback, rollback.Shifted));
        Add(facts, "restored_ms", Milliseconds(rollback, rollback.Restored));
        await audit.AppendAsync(
            new AuditEntry
            {
                Kind = kind,
                Time = clock.GetUtcNow(),
                Actor = actor,
                PolicyRevision = policies.Current.RevisionId,
                Facts = facts
            },
            cancellationToken);
    }

    internal void Failed(string model, RollbackStep step, DeploymentPlatformException failure) =>
        RollbackLog.Failed(logger, model, step, failure.Message);

    private async ValueTask EndedAsync(ModelPolicy model, Rollback rollback, CancellationToken cancellationToken)
    {
        RollbackTelemetry.Ended(model.Platform, rollback);
        if (rollback.Fault == "not-contained")
        {
            await RaiseAsync(
                "rollback.not-contained", AlertSeverity.Critical, model, rollback,
                "was rolled back behind the gateway, but the platform did not take the bad deployment out of service: a caller of it "
                + "directly still reaches it.",
                cancellationToken);
        }
        else if (rollback is { Step: RollbackStep.Done, Restored: { } restored })
        {
            var seconds = (restored - rollback.Started).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
            var what = rollback.Target is { } target
                ? $"was rolled back to {target.Revision.ModelName} {target.Revision.ModelVersion} in {target.Deployment}"
                : $"had its shadow deployment {string.Join(", ", rollback.Shadows)} taken out of service";
            await RaiseAsync(
                "rollback.done", AlertSeverity.Warning, model, rollback, $"{what}, {seconds} s after the request.", cancellationToken);
        }
    }

    private static string? Milliseconds(Rollback rollback, DateTimeOffset? time) =>
        time is { } at ? ((long)(at - rollback.Started).TotalMilliseconds).ToString(CultureInfo.InvariantCulture) : null;

    private static void Add(Dictionary<string, string> facts, string name, string? value)
    {
        if (value is not null)
        {
            facts[name] = value;
        }
    }

    private static string Word<T>(T value)
        where T : struct, Enum => WireName.Of(value);

    private async ValueTask RaiseAsync(
        string code, AlertSeverity severity, ModelPolicy model, Rollback rollback, string what, CancellationToken cancellationToken)
    {
        var tags = new Dictionary<string, string> { ["model"] = model.Id, ["rollback"] = rollback.Id };
        Add(tags, "drill", rollback.Trigger.Drill);
        await alerts.RaiseAsync(
            new Alert
            {
                Code = code,
                Severity = severity,
                Message = $"The model {model.Id} {what}",
                Time = clock.GetUtcNow(),
                DedupeKey = $"{rollback.Id}:{code}",
                Tags = tags
            },
            cancellationToken);
    }
}

internal static class RollbackTelemetry
{
    private static readonly Meter Meter = new(Instrumentation.Name);
    private static readonly Counter<long> Begun = Meter.CreateCounter<long>(
        "guard.rollbacks.started", "{rollback}", "Rollbacks begun, by platform and cause.");
    private static readonly Counter<long> Finished = Meter.CreateCounter<long>(
        "guard.rollbacks.ended", "{rollback}", "Rollbacks ended, by platform, means and outcome.");
    private static readonly Histogram<double> Restores = Meter.CreateHistogram<double>(
        "guard.rollback.restore.duration", "s", "From the request until an attested revision that serves had answered its probes.");

    public static void Started(string platform, RollbackCause cause) =>
        Begun.Add(
            1, new KeyValuePair<string, object?>("guard.platform", platform),
            new KeyValuePair<string, object?>("guard.cause", WireName.Of(cause)));

    public static void Ended(string platform, Rollback rollback)
    {
        var tags = new KeyValuePair<string, object?>[]
        {
            new("guard.platform", platform),
            new("guard.method", rollback.Method is { } method ? WireName.Of(method) : null),
            new("guard.outcome", WireName.Of(rollback.Step))
        };
        Finished.Add(1, tags);
        if (rollback.Restored is { } restored)
        {
            Restores.Record((restored - rollback.Started).TotalSeconds, tags);
        }
    }
}
