using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Drills;

/// <summary>The records of a drill: entries, alerts, log lines. The names of the facts are in docs/drills.md.</summary>
public sealed class DrillReporter(
    IAuditLog audit, IAlertSink alerts, IPolicySource policies, TimeProvider clock, ILogger<DrillReporter> logger)
{
    private const int AlertedTries = 5;

    internal async ValueTask StartedAsync(DrillRun run, CancellationToken cancellationToken)
    {
        DrillLog.Started(logger, run.Id, run.Kind, run.Target, run.Mode);
        await AppendAsync(AuditKinds.DrillStarted, run, run.Actor, cancellationToken);
    }

    internal async ValueTask EndedAsync(DrillRun run, CancellationToken cancellationToken)
    {
        await AppendAsync(AuditKinds.DrillEnded, run, Actors.Guard, cancellationToken);
        DrillLog.Ended(logger, run.Id, run.Result, run.Fault);
        if (run.Result == DrillResult.Failed)
        {
            await RaiseAsync(
                "drill.failed", AlertSeverity.Warning, run,
                $"failed ({run.Fault}): the control did not do what it must. The original state {(run.Intent is null || run.OriginalRestored is not null ? "is restored" : "is not restored")}.",
                cancellationToken);
        }
    }

    internal async ValueTask SteppedAsync(DrillRun from, DrillRun to, CancellationToken cancellationToken)
    {
        if (from.Step != to.Step)
        {
            DrillLog.Stepped(logger, to.Id, to.Step);
        }

        if (to.Step is DrillStep.Restore or DrillStep.Check && to.Attempts == AlertedTries)
        {
            await RaiseAsync(
                "drill.not-restored", AlertSeverity.Critical, to,
                $"cannot restore the original state ({to.Fault}). It keeps trying; look at the target.", cancellationToken);
        }
    }

    internal ValueTask OverdueAsync(DrillKind kind, DateTimeOffset since, CancellationToken cancellationToken) => alerts.RaiseAsync(
        new Alert
        {
            Code = AlertCodes.DrillOverdue,
            Severity = AlertSeverity.Warning,
            Message =
                $"No {Word(kind)} drill has passed in time: overdue since {since:yyyy-MM-dd HH:mm}Z. 'guard drill {Word(kind)}' runs one.",
            Time = clock.GetUtcNow(),
            DedupeKey = Word(kind),
            Tags = new Dictionary<string, string> { [AlertCodes.Due] = Show(since) },
        },
        cancellationToken);

    internal static string Word<T>(T value)
        where T : struct, Enum => WireName.Of(value);

    internal void Failed(DrillRun run, DrillStep step, string fault, Exception failure) =>
        DrillLog.Failed(logger, run.Id, step, fault, failure.GetType().FullName);

    private async ValueTask AppendAsync(string kind, DrillRun run, string actor, CancellationToken cancellationToken)
    {
        var facts = new Dictionary<string, string>
        {
            ["drill"] = Word(run.Kind),
            ["run"] = run.Id,
            ["mode"] = Word(run.Mode),
            ["target"] = run.Target,
            ["scheduled"] = run.IsScheduled ? "true" : "false",
            ["started"] = Show(run.Started),
        };
        Add("outcome", run switch
        {
            { Result: null } => null,
            { Result: DrillResult.Passed, HarmStarted: null } => "observed",
            _ => Word(run.Result!.Value)
        });
        Add("fault", run.Fault);
        Add("revision", RevisionOf(run));
        foreach (var (name, time) in ((string, DateTimeOffset?)[])[
            ("harm_started", run.HarmStarted), ("detected", run.Detected), ("decided", run.Decided), ("restored", run.Restored),
            ("original_restored", run.OriginalRestored), ("ended", run.Ended)
        ])
        {
            Add(name, time is { } known ? Show(known) : null);
        }

        foreach (var (name, time) in ((string, DateTimeOffset?)[])[
            ("detect", run.Detected), ("decide", run.Decided), ("restore", run.Restored)
        ])
        {
            Add($"seconds_to_{name}", (time - run.HarmStarted)?.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture));
        }

        foreach (var (name, seconds) in run.Times)
        {
            Add($"seconds_to_{name}", seconds.ToString("0.000", CultureInfo.InvariantCulture));
        }

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

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                facts[name] = value;
            }
        }
    }

    /// <summary>The digest of the revision that a rollback drill takes the calls from and must bring back; null for other drills.</summary>
    private string? RevisionOf(DrillRun run) =>
        run is { Kind: DrillKind.Rollback, Original: { } original }
        && policies.Current.Models.TryGetValue(run.Target, out var model)
        && JsonSerializer.Deserialize(original, DrillJson.Default.RollbackOriginal) is { } before
            ? before.Deployments.FirstOrDefault(d => string.Equals(d.Name, model.Deployment, StringComparison.OrdinalIgnoreCase))
                ?.Revision.Digest
            : null;

    private static string Show(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);

    private ValueTask RaiseAsync(string code, AlertSeverity severity, DrillRun run, string what, CancellationToken cancellationToken) =>
        alerts.RaiseAsync(
            new Alert
            {
                Code = code,
                Severity = severity,
                Message = $"The {Word(run.Kind)} drill {run.Id} of {run.Target} {what}",
                Time = clock.GetUtcNow(),
                DedupeKey = run.Id,
                Tags = new Dictionary<string, string> { ["drill"] = run.Id },
            },
            cancellationToken);
}
