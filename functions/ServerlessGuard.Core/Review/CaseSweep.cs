using System.Text.Json;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Review;

/// <summary>
/// Does what time asks of every case, and settles what a crash left unsettled. Any number of hosts may run it at once:
/// every change is one conditional write.
/// </summary>
public sealed class CaseSweep
{
    private readonly CaseStore _store;
    private readonly CaseSignal _signal;
    private readonly CaseLists _lists;
    private readonly CaseSettling _settling;
    private readonly CaseEngines _engines;
    private readonly IDocumentStore _documents;
    private readonly IPolicySource _policies;
    private readonly ReviewTimes _times;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;

    internal CaseSweep(CaseStore store, CaseSignal signal, CaseLists lists, CaseSettling settling, CaseEngines engines, IDocumentStore documents, IPolicySource policies, ReviewTimes times, TimeProvider clock, ILogger<CaseSweep> logger)
    {
        (_store, _signal, _lists, _settling, _engines, _documents, _policies) = (store, signal, lists, settling, engines, documents, policies);
        (_times, _clock, _logger) = (times, clock, logger);
    }

    /// <summary>Ends when a case has changed in this process: there may be something to do before the next pass is due.</summary>
    public Task Changed => _signal.Next;

    /// <summary>One pass over all cases that have not ended. A case that fails does not keep the others waiting.</summary>
    public async Task<QueueLoad> RunAsync(CancellationToken cancellationToken)
    {
        var count = new LoadCount(_clock.GetUtcNow());
        await foreach (var value in _lists.AllAsync(false, null, cancellationToken))
        {
            var now = value;
            try
            {
                now = await AdvanceAsync(value, cancellationToken);
            }
#pragma warning disable CA1031 // One case's failure must not keep the others.
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                ReviewLog.SweepFailed(_logger, value.Case.Id, failure.GetType().Name);
            }

            count.AddLive(now.Case);
        }

        ReviewTelemetry.Observe(count.Load);
        await TellAsync(count.Load, cancellationToken);
        return count.Load;
    }

    /// <summary>Tells gateways, which may not read cases, how busy the reviewers are; only when it matters to them.</summary>
    private async ValueTask TellAsync(QueueLoad load, CancellationToken cancellationToken)
    {
        var told = await _documents.GetAsync(CaseEffects.Releases, Sampling.LoadKey, cancellationToken);
        var before = told is null ? null : JsonSerializer.Deserialize(told.Body.Span, CaseJson.Default.QueueLoad);
        if (before is not null && before.Holds == load.Holds && before.Samples == load.Samples)
        {
            return;
        }

        var body = JsonSerializer.SerializeToUtf8Bytes(load, CaseJson.Default.QueueLoad);
        _ = told is null
            ? await _documents.CreateAsync(CaseEffects.Releases, Sampling.LoadKey, body, null, cancellationToken)
            : await _documents.ReplaceAsync(CaseEffects.Releases, Sampling.LoadKey, body, told.Version, null, cancellationToken);
    }

    /// <summary>Brings one case to where time wants it now. Null when there is none.</summary>
    public async ValueTask<VersionedCase?> AdvanceAsync(string id, CancellationToken cancellationToken) =>
        await _store.FindAsync(id, cancellationToken) is { } found ? await AdvanceAsync(found, cancellationToken) : null;

    private async ValueTask<VersionedCase> AdvanceAsync(VersionedCase value, CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        var record = value.Case;
        var pending = record.Settled < record.Journal.Count || record.Entered < record.Journal.Count || record.HasEnded;
        if (pending)
        {
            // An entry that is missing may be on its way; a second one would tell the same again.
            if (now < record.NotBefore || (record.Entered < record.Journal.Count && now - record.Journal[^1].Time < _times.Settle))
            {
                return value;
            }

            value = await _settling.SettleAsync(value, cancellationToken);
            record = value.Case;
            if (record.Settled < record.Journal.Count || record.HasEnded)
            {
                return value;
            }
        }

        if (await ChangeAsync(record, now, cancellationToken) is { } next
            && await _store.ReplaceAsync(next, value.Stored, cancellationToken) is { } written)
        {
            return await _settling.SettleAsync(written, cancellationToken);
        }

        return value;
    }

    private async ValueTask<CaseRecord?> ChangeAsync(CaseRecord record, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (record is { Engine: not null, State: CaseState.Open } && now < record.Due)
        {
            return await _engines.AskAsync(record, cancellationToken);
        }

        if (record is { Kind: CaseKind.Input, Approval: not null, State: CaseState.Approved }
            && await _documents.GetAsync(CaseEffects.Used, record.Id, cancellationToken) is not null)
        {
            return CaseChanges.Release(record, record.Caller ?? Actors.Guard, now);
        }

        return CaseSchedule.Next(now, record) switch
        {
            CaseMove.Unclaim => CaseChanges.Unclaim(record, Actors.Guard, now, "lease-over"),
            CaseMove.Remind => CaseChanges.Remind(record, now),
            CaseMove.Escalate => CaseChanges.Escalate(record, now),
            CaseMove.TimeOut { Allow: true } => CaseChanges.Approve(record, Actors.Guard, now, _times, _policies.Current.RevisionId, CaseChanges.OutOfTime),
            CaseMove.TimeOut => CaseChanges.Expire(record, now, CaseChanges.OutOfTime),
            CaseMove.Lapse => CaseChanges.Expire(record, now, "not-fetched"),
            _ => null,
        };
    }
}
