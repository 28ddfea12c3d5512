using System.Globalization;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Outcomes;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Monitoring;

/// <summary>
/// Moves the detectors of every application's callers on, and responds to what they find as the policy says: an entry, an alert, and
/// where it is more than that a restriction. Any number of workers may run it, as <see cref="MonitoringDuty"/>.
/// </summary>
public sealed partial class MisuseDuty(
    MonitoringStore store, CallerRestrictions restrictions, IAuditLog audit, IAlertSink alerts, IPolicySource policies, TimeProvider clock,
    ILogger<MisuseDuty> logger)
{
    /// <summary>Throws <see cref="StoreUnavailableException"/>; nothing is lost by it.</summary>
    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        var (now, terms) = (clock.GetUtcNow(), MonitoringTerms.Of(policies.Current.Monitoring));
        var (open, final) = (MonitoringCollector.HourOf(now), MonitoringCollector.HourOf(now - MonitoringDuty.Grace));
        var known = await store.ReadCallerStatesAsync(cancellationToken);
        var from = known.Where(static k => k.State.Usual is not null).Select(static k => k.State.Until).DefaultIfEmpty(open - 1).Min();
        var hours = await store.ReadCallersAsync(from, cancellationToken);
        foreach (var (state, version) in known)
        {
            var learnt = await LearnAsync(state, final, terms, cancellationToken);
            await SettleAsync(learnt, state, version, hours.GetValueOrDefault(state.Application) ?? [], terms, cancellationToken);
        }

        foreach (var (application, first) in hours.Where(h => !known.Any(k => k.State.Application == h.Key)))
        {
            await store.SaveAsync(CallerRules.Begin(application, first[0].Hour), null, cancellationToken);
        }
    }

    private async ValueTask<CallersState> LearnAsync(
        CallersState state, long final, MonitoringTerms terms, CancellationToken cancellationToken)
    {
        if (state.Usual is not null || final < state.LearningFrom + terms.BaselineHours || final <= state.Until)
        {
            return state;
        }

        var hours = (await store.ReadCallersAsync(state.LearningFrom, cancellationToken)).GetValueOrDefault(state.Application) ?? [];
        var learnt = CallerRules.Learn(state, hours, final, terms);
        return learnt.Usual is null ? state with { Until = final } : learnt;
    }

    /// <summary>The entry and the restriction come before the state: what is found has both, whatever happens in between.</summary>
    private async ValueTask SettleAsync(
        CallersState state, CallersState stored, string version, IReadOnlyList<CallersHour> hours, MonitoringTerms terms,
        CancellationToken cancellationToken)
    {
        var (now, open, final) = (
            clock.GetUtcNow(), MonitoringCollector.HourOf(clock.GetUtcNow()),
            MonitoringCollector.HourOf(clock.GetUtcNow() - MonitoringDuty.Grace));
        var seen = state;
        foreach (var hour in hours.Where(h => h.Hour >= state.Until).ToList())
        {
            seen = CallerRules.Next(seen, hour);
            state = hour.Hour < final ? seen : state;
        }

        state = CallerRules.Close(state, now);
        foreach (var (caller, kind) in Found(seen, terms))
        {
            var alarm = CallerRules.Describe(seen, caller, kind, hours.LastOrDefault(h => h.Callers.ContainsKey(caller)), now);
            (state, var isNew) = CallerRules.Raise(state, alarm, open);
            if (isNew)
            {
                await RespondAsync(state.Application, alarm, cancellationToken);
            }
        }

        if (!ReferenceEquals(state, stored) && !await store.SaveAsync(state, version, cancellationToken))
        {
            Overtaken(logger, state.Application);
        }
    }

    /// <summary>e-BH over a fixed number of pairs of caller and kind; those that are not tracked have no evidence.</summary>
    private static IEnumerable<(string Caller, MisuseKind Kind)> Found(CallersState state, MonitoringTerms terms)
    {
        var evidence = CallerRules.Evidence(state).ToList();
        var logs = evidence.Select(static one => one.LogM)
            .Concat(Enumerable.Repeat(RateDetector.Nothing, Math.Max(0, CallerRules.Family - evidence.Count))).ToList();
        return EValues.Reject(logs, 1 / Math.Max(2, terms.AverageRunHours)).Where(i => i < evidence.Count)
            .Select(i => (evidence[i].Caller, evidence[i].Kind));
    }

    private async ValueTask RespondAsync(string application, MisuseAlarm alarm, CancellationToken cancellationToken)
    {
        var (now, kind) = (clock.GetUtcNow(), WireName.Of(alarm.Kind));
        var response = policies.Current.Monitoring.Misuse.GetValueOrDefault(kind);
        var said = WireName.Of(response);
        MonitoringTelemetry.Add("misuse");
        Misused(logger, alarm.Caller, application, kind, said);
        await audit.AppendAsync(
            new AuditEntry
            {
                Kind = AuditKinds.CallerMisused,
                Time = now,
                Application = application,
                Actor = Actors.Guard,
                PolicyRevision = policies.Current.RevisionId,
                Facts = new Dictionary<string, string>
                {
                    ["caller"] = alarm.Caller,
                    ["kind"] = kind,
                    ["response"] = said,
                    ["since"] = alarm.Since.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
                    ["hits"] = alarm.Hits.ToString(CultureInfo.InvariantCulture),
                    ["trials"] = alarm.Trials.ToString(CultureInfo.InvariantCulture),
                    ["evidence"] = Math.Round(alarm.Evidence, 2).ToString("R", CultureInfo.InvariantCulture),
                    ["interactions"] = string.Join(' ', alarm.Interactions),
                },
            },
            cancellationToken);
        if (response != MisuseResponse.Alert)
        {
            await restrictions.AddAsync(
                new CallerRestriction
                {
                    Caller = alarm.Caller,
                    Application = application,
                    Response = response,
                    Kind = alarm.Kind,
                    Since = now,
                },
                cancellationToken);
        }

        await alerts.RaiseAsync(
            new Alert
            {
                Code = "monitoring.misuse",
                Severity = response == MisuseResponse.Suspend ? AlertSeverity.Critical : AlertSeverity.Warning,
                Message = $"The caller {alarm.Caller} of {application} shows misuse ({kind}): {alarm.Hits} of {alarm.Trials} "
                    + $"in its last hour. Response: {said}. See {MonitoringDuty.Runbook}#misuse.",
                Time = now,
                DedupeKey = $"{application} {alarm.Caller} {alarm.Found:O}",
                Tags = new Dictionary<string, string>
                {
                    ["application"] = application,
                    ["caller"] = alarm.Caller,
                    ["kind"] = kind,
                    ["response"] = said,
                    ["runbook"] = $"{MonitoringDuty.Runbook}#misuse",
                },
            },
            cancellationToken);
    }

    [LoggerMessage(3702, LogLevel.Warning, "{Caller} of {Application} shows misuse: {Kind}; the response is {Response}")]
    private static partial void Misused(ILogger logger, string caller, string application, string kind, string response);

    [LoggerMessage(3703, LogLevel.Information, "Another worker evaluated the callers of {Application} meanwhile")]
    private static partial void Overtaken(ILogger logger, string application);
}
