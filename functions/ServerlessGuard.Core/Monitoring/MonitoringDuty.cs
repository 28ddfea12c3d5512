using System.Globalization;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Outcomes;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Monitoring;

/// <summary>
/// Reads what all instances counted, moves the detectors on, and makes an entry and an alert of what they find. Any number of workers may
/// run it: one write per subject decides, and an alert that is raised twice is one.
/// </summary>
public sealed partial class MonitoringDuty(
    MonitoringStore store, IAuditLog audit, IAlertSink alerts, IPolicySource policies, TimeProvider clock, ILogger<MonitoringDuty> logger)
{
    /// <summary>The page that says what to do about an alarm.</summary>
    public const string Runbook = "docs/monitoring.md";

    /// <summary>An hour is final so long after its end: instances write every few seconds.</summary>
    internal static readonly TimeSpan Grace = TimeSpan.FromMinutes(5);

    /// <summary>Throws <see cref="StoreUnavailableException"/>; nothing is lost by it.</summary>
    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        var (now, terms) = (clock.GetUtcNow(), MonitoringTerms.Of(policies.Current.Monitoring));
        var (open, final) = (MonitoringCollector.HourOf(now), MonitoringCollector.HourOf(now - Grace));
        var known = await store.ReadStatesAsync(cancellationToken);
        var from = known.Where(static k => k.State.Reference is not null).Select(static k => k.State.Until).DefaultIfEmpty(open - 1).Min();
        var hours = await store.ReadAsync(from, cancellationToken);
        var watched = new List<Watched>();
        foreach (var (state, version) in known)
        {
            var learnt = await LearnAsync(state, final, terms, cancellationToken);
            watched.Add(Watched.Of(learnt, state, version, hours.GetValueOrDefault(state.Subject) ?? [], final));
        }

        watched.AddRange(hours.Where(h => !known.Any(k => k.State.Subject == h.Key))
            .Select(h => Watched.Of(SubjectRules.Begin(h.Key, h.Value[0].Hour), null, null, [], final)));
        var found = Found(watched, terms);
        foreach (var one in watched)
        {
            await SettleAsync(one, found.GetValueOrDefault(one) ?? [], open, now, cancellationToken);
        }
    }

    /// <summary>The signals whose evidence counts, beside all others: e-BH over every signal of every subject.</summary>
    private static Dictionary<Watched, List<string>> Found(List<Watched> watched, MonitoringTerms terms)
    {
        var family = watched.SelectMany(static w => (w.Seen.Reference?.Keys ?? []).Select(signal => (Watched: w, Signal: signal)))
            .Where(one => Signals.Find(one.Signal) is { } signal && terms.IsOn(signal)).ToList();
        var logs = family.Select(static one => SubjectRules.LogM(one.Watched.Seen, one.Signal)).ToList();
        return family.Count == 0
            ? []
            : EValues.Reject(logs, 1 / Math.Max(2, terms.AverageRunHours)).Select(i => family[i]).GroupBy(static one => one.Watched)
                .ToDictionary(static g => g.Key, static g => g.Select(static one => one.Signal).ToList());
    }

    private async ValueTask<SubjectState> LearnAsync(
        SubjectState state, long final, MonitoringTerms terms, CancellationToken cancellationToken)
    {
        if (state.Reference is not null || final < state.LearningFrom + terms.BaselineHours || final <= state.Until)
        {
            return state;
        }

        var hours = (await store.ReadAsync(state.LearningFrom, cancellationToken)).GetValueOrDefault(state.Subject) ?? [];
        var learnt = SubjectRules.Learn(state, hours, final, terms);
        if (learnt.Reference is null)
        {
            return state with { Until = final };
        }

        await AppendAsync(
            AuditKinds.MonitoringLearnt, state.Subject,
            new()
            {
                ["from"] = Time(DateTimeOffset.UnixEpoch.AddHours(state.LearningFrom)),
                ["until"] = Time(DateTimeOffset.UnixEpoch.AddHours(final)),
                ["signals"] = Number(learnt.Reference.Count),
                ["interactions"] = Number(hours.Sum(static h => h.Counts.Trials(Signals.Verdict))),
                ["digest"] = learnt.Digest!,
            },
            learnt.Revision, cancellationToken);
        return learnt;
    }

    /// <summary>The entries and the alert come first: what is found has both, whatever happens in between.</summary>
    private async ValueTask SettleAsync(
        Watched one, List<string> signals, long open, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (state, news) = (SubjectRules.Close(one.State, now), new List<SignalAlarm>());
        foreach (var signal in signals)
        {
            var since = SubjectRules.Describe(one.Seen, signal, [], now).Since;
            var all = await store.ReadAsync(MonitoringCollector.HourOf(since), cancellationToken);
            var hours = all.GetValueOrDefault(state.Subject) ?? [];
            var alarm = SubjectRules.Describe(one.Seen, signal, hours, now);
            (state, var isNew) = SubjectRules.Raise(state, alarm, open);
            if (isNew)
            {
                news.Add(alarm);
            }
        }

        foreach (var alarm in news)
        {
            MonitoringTelemetry.Add("drift");
            Changed(logger, state.Subject.Application, state.Subject.Model, alarm.Signal);
            await AppendAsync(AuditKinds.MonitoringAlarmed, state.Subject, Facts(alarm), one.Seen.Answering, cancellationToken);
        }

        MonitoringTelemetry.Evaluated(one.Seen with { Alarms = state.Alarms });
        if (news.Count > 0)
        {
            await AlertAsync(state, news, now, cancellationToken);
        }

        if (!ReferenceEquals(state, one.Stored) && !await store.SaveAsync(state, one.Version, cancellationToken))
        {
            Overtaken(logger, state.Subject.Application, state.Subject.Model);
        }
    }

    /// <summary>One alert for a subject's changes, and the same one as long as some of them are open.</summary>
    private async ValueTask AlertAsync(
        SubjectState state, List<SignalAlarm> news, DateTimeOffset now, CancellationToken cancellationToken) =>
        await alerts.RaiseAsync(
            new Alert
            {
                Code = "monitoring.drift",
                Severity = AlertSeverity.Warning,
                Message = $"{state.Subject.Application}'s use of {state.Subject.Model} changed: "
                    + $"{string.Join("; ", news.Select(AlarmText.Of))}. See {Runbook}#drift.",
                Time = now,
                DedupeKey = $"{state.Subject.Key()} {Time(state.Alarms.Min(static a => a.Found))}",
                Tags = new Dictionary<string, string>
                {
                    ["application"] = state.Subject.Application,
                    ["model"] = state.Subject.Model,
                    ["signals"] = string.Join(',', news.Select(static a => a.Signal)),
                    ["runbook"] = $"{Runbook}#drift",
                },
            },
            cancellationToken);

    private async ValueTask AppendAsync(
        string kind, MonitoredSubject subject, Dictionary<string, string> facts, string? revision, CancellationToken cancellationToken)
    {
        facts["model"] = subject.Model;
        if (revision is not null)
        {
            facts["revision"] = revision;
        }

        await audit.AppendAsync(
            new AuditEntry
            {
                Kind = kind,
                Time = clock.GetUtcNow(),
                Application = subject.Application,
                Actor = Actors.Guard,
                PolicyRevision = policies.Current.RevisionId,
                Facts = facts,
            },
            cancellationToken);
    }

    private static Dictionary<string, string> Facts(SignalAlarm alarm) => new()
    {
        ["signal"] = alarm.Signal,
        ["event"] = AlarmText.Event(alarm),
        ["direction"] = alarm.IsRise ? "rise" : "fall",
        ["since"] = Time(alarm.Since),
        ["before"] = Number(alarm.Before),
        ["after"] = Number(alarm.After),
        ["evidence"] = Number(Math.Round(alarm.Evidence, 2)),
        ["psi"] = Number(alarm.Psi),
        ["jensen_shannon"] = Number(alarm.JensenShannon),
        ["interactions"] = string.Join(' ', alarm.Interactions),
    };

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    [LoggerMessage(3700, LogLevel.Warning, "The use of {Model} by {Application} changed: {Signal}")]
    private static partial void Changed(ILogger logger, string application, string model, string signal);

    [LoggerMessage(3701, LogLevel.Information, "Another worker evaluated {Model} of {Application} meanwhile")]
    private static partial void Overtaken(ILogger logger, string application, string model);

    /// <summary>A subject in one evaluation: as stored, with its final hours, and with those that are not over.</summary>
    private sealed record Watched(SubjectState State, SubjectState Seen, SubjectState? Stored, string? Version)
    {
        public static Watched Of(
            SubjectState state, SubjectState? stored, string? version, IReadOnlyList<SubjectHour> hours, long final)
        {
            var seen = state;
            foreach (var hour in hours.Where(h => h.Hour >= state.Until))
            {
                seen = SubjectRules.Next(seen, hour);
                state = hour.Hour < final ? seen : state;
            }

            return new(state, seen, stored, version);
        }
    }
}
