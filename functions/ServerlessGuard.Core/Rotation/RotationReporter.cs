using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Rotation;

/// <summary>The records of a rotation: entries, alerts, measures, log lines. Never a key or its fingerprint.</summary>
public sealed class RotationReporter(
    IAuditLog audit, IAlertSink alerts, RotationCases cases, IPolicySource policies, TimeProvider clock, ILogger<RotationReporter> logger)
{
    private const int AlertedTries = 20;

    internal async ValueTask StartedAsync(CredentialPolicy policy, Rotation rotation, CancellationToken cancellationToken)
    {
        await AppendAsync(AuditKinds.RotationStarted, policy, rotation, rotation.Actor, cancellationToken);
        RotationTelemetry.Started(policy.Platform, rotation.Reason);
        RotationLog.Started(logger, policy.Id, rotation.Id, rotation.Reason);
        if (rotation.Step == RotationStep.Confirm)
        {
            await cases.AskAsync(policy, rotation, cancellationToken);
        }

        if (rotation.Reason == RotationReason.Leak)
        {
            await RaiseAsync("rotation.leak", policy, rotation, rotation.Step == RotationStep.Confirm
                ? "was found leaked and still works: confirm or dismiss it."
                : "was found leaked and is rotated without overlap: consumers fail until they read the new key.", cancellationToken);
        }
    }

    internal async ValueTask SteppedAsync(CredentialPolicy policy, Rotation from, Rotation to, CancellationToken cancellationToken)
    {
        if (from.Step == to.Step)
        {
            // Tries are many; the first and the alarming are entries.
            if (to.Attempts is 1 or AlertedTries)
            {
                await AppendAsync(AuditKinds.RotationProgressed, policy, to, Actors.Guard, cancellationToken);
            }

            if (to.Attempts == AlertedTries)
            {
                await RaiseAsync(
                    "rotation.stuck", policy, to, $"does not get past {Word(to.Step)}: {to.Fault}. It keeps trying.", cancellationToken);
            }

            return;
        }

        var kind = to is { Step: RotationStep.Done, Proved: not null } ? AuditKinds.RotationVerified : AuditKinds.RotationProgressed;
        await AppendAsync(kind, policy, to, Actors.Guard, cancellationToken);
        RotationLog.Stepped(logger, policy.Id, to.Id, to.Step);
        if (to.Ended)
        {
            RotationTelemetry.Ended(policy.Platform, to.Step, clock.GetUtcNow() - to.Started);
        }

        if (to.Step is RotationStep.Failed or RotationStep.Superseded)
        {
            await cases.NotifyAsync(policy, to, cancellationToken);
        }

        if (to.Step == RotationStep.Failed)
        {
            await RaiseAsync(
                "rotation.failed", policy, to,
                $"could not be rotated ({to.Fault}). The key that worked before is the vault's current one.", cancellationToken);
        }
        else if (to.Step == RotationStep.Superseded)
        {
            await RaiseAsync(
                "rotation.superseded", policy, to,
                $"was changed by somebody else during its rotation ({to.Fault}). Their version stays; check that the former key is refused.",
                cancellationToken);
        }
    }

    internal async ValueTask AppendAsync(
        string kind, CredentialPolicy policy, Rotation rotation, string actor, CancellationToken cancellationToken)
    {
        var facts = new Dictionary<string, string>
        {
            ["credential"] = policy.Id,
            ["platform"] = policy.Platform,
            ["rotation"] = rotation.Id,
            ["reason"] = Word(rotation.Reason),
            ["step"] = Word(rotation.Step),
            ["from_version"] = rotation.FromVersion,
        };
        Add(facts, "new_version", rotation.NewVersion);
        Add(facts, "old_slot", rotation.OldSlot);
        Add(facts, "new_slot", rotation.NewSlot);
        Add(facts, "fault", rotation.Fault);
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

    /// <summary>The vault does not have the credential's secret.</summary>
    internal ValueTask MissingAsync(CredentialPolicy policy, CancellationToken cancellationToken) => alerts.RaiseAsync(
        new Alert
        {
            Code = "rotation.no-secret",
            Severity = AlertSeverity.Warning,
            Message =
                $"The vault has no secret {policy.Secret} for the credential {policy.Id}: nothing is rotated. 'guard rotate {policy.Id} --now' makes it.",
            Time = clock.GetUtcNow(),
            DedupeKey = policy.Id,
        },
        cancellationToken);

    /// <summary>The credential was due long ago.</summary>
    internal ValueTask OverdueAsync(CredentialPolicy policy, DateTimeOffset due, CancellationToken cancellationToken) => alerts.RaiseAsync(
        new Alert
        {
            Code = AlertCodes.RotationOverdue,
            Severity = AlertSeverity.Critical,
            Message = $"The credential {policy.Id} has been due for rotation since {due:yyyy-MM-dd HH:mm}Z.",
            Time = clock.GetUtcNow(),
            DedupeKey = policy.Id,
            Tags = new Dictionary<string, string> { [AlertCodes.Due] = due.ToString("O", CultureInfo.InvariantCulture) },
        },
        cancellationToken);

    internal void Failed(string credential, RotationStep step, KeyPlatformException failure) =>
        RotationLog.Failed(logger, credential, step, failure.Message);

    internal void SweepFailed(CredentialPolicy policy, Exception failure) =>
        RotationLog.SweepFailed(logger, policy.Id, failure.GetType().FullName);

    private static void Add(Dictionary<string, string> facts, string name, string? value)
    {
        if (value is not null)
        {
            facts[name] = value;
        }
    }

    private static string Word<T>(T value)
        where T : struct, Enum => WireName.Of(value);

    private ValueTask RaiseAsync(
        string code, CredentialPolicy policy, Rotation rotation, string what, CancellationToken cancellationToken) => alerts.RaiseAsync(
        new Alert
        {
            Code = code,
            Severity = AlertSeverity.Critical,
            Message = $"The credential {policy.Id} {what}",
            Time = clock.GetUtcNow(),
            DedupeKey = rotation.Id,
            Tags = new Dictionary<string, string> { ["credential"] = policy.Id, ["rotation"] = rotation.Id },
        },
        cancellationToken);
}

internal static class RotationTelemetry
{
    private static readonly Meter Meter = new(Instrumentation.Name);
    private static readonly Counter<long> Begun = Meter.CreateCounter<long>(
        "guard.rotations.started", "{rotation}", "Rotations begun, by platform and reason.");
    private static readonly Counter<long> Finished = Meter.CreateCounter<long>(
        "guard.rotations.ended", "{rotation}", "Rotations ended, by platform and outcome.");
    private static readonly Histogram<double> Durations = Meter.CreateHistogram<double>(
        "guard.rotation.duration", "s", "From the trigger to the end, overlap included.");

    public static void Started(string platform, RotationReason reason) =>
        Begun.Add(
            1, new KeyValuePair<string, object?>("guard.platform", platform),
            new KeyValuePair<string, object?>("guard.reason", WireName.Of(reason)));

    public static void Ended(string platform, RotationStep outcome, TimeSpan duration)
    {
        var tags = new[]
        {
            new KeyValuePair<string, object?>("guard.platform", platform),
            new KeyValuePair<string, object?>("guard.outcome", WireName.Of(outcome))
        };
        Finished.Add(1, tags);
        Durations.Record(duration.TotalSeconds, tags);
    }
}
