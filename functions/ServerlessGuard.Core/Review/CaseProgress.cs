using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Review;

/// <summary>Does what time asks of one case, and settles what a crash left unsettled.</summary>
public sealed class CaseProgress(
    CaseStore store, CaseOutbox settling, CaseEngineReview engines, IDocumentStore documents, IPolicySource policies, ReviewTimings times,
    TimeProvider clock)
{
    /// <summary>Brings one case to where time wants it now.</summary>
    public async ValueTask<VersionedCase> AdvanceAsync(VersionedCase value, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var record = value.Case;
        var pending = record.EffectsApplied < record.Journal.Count || record.EntriesWritten < record.Journal.Count || record.HasEnded;
        if (pending)
        {
            // An entry that is missing may be on its way; a second one would repeat it.
            if (now < record.NotBefore || (record.EntriesWritten < record.Journal.Count && now - record.Journal[^1].Time < times.Settle))
            {
                return value;
            }

            value = await settling.ApplyEffectsAsync(value, cancellationToken);
            record = value.Case;
            if (record.EffectsApplied < record.Journal.Count || record.HasEnded)
            {
                return value;
            }
        }

        if (await ChangeAsync(record, now, cancellationToken) is { } next
            && await store.ReplaceAsync(next, value, cancellationToken) is { } written)
        {
            return await settling.ApplyEffectsAsync(written, cancellationToken);
        }

        return value;
    }

    private async ValueTask<CaseRecord?> ChangeAsync(CaseRecord record, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (record is { Engine: not null, State: CaseState.Open } && now < record.Due)
        {
            return await engines.AskAsync(record, cancellationToken);
        }

        if (record is { Kind: CaseKind.Input, Approval: not null, State: CaseState.Approved }
            && await documents.GetAsync(CaseEffects.Used, record.Id, cancellationToken) is not null)
        {
            return CaseTransitions.Release(record, record.Caller ?? Actors.Guard, now);
        }

        return CaseSchedule.Next(now, record) switch
        {
            CaseDueAction.Unclaim => CaseTransitions.Unclaim(record, Actors.Guard, now, "lease-over"),
            CaseDueAction.Remind => CaseTransitions.Remind(record, now),
            CaseDueAction.Escalate => CaseTransitions.Escalate(record, now),
            CaseDueAction.TimeOut { Allow: true } =>
                CaseTransitions.Approve(record, Actors.Guard, now, times, policies.Current.RevisionId, CaseTransitions.TimedOut),
            CaseDueAction.TimeOut => CaseTransitions.Expire(record, now, CaseTransitions.TimedOut),
            CaseDueAction.Lapse => CaseTransitions.Expire(record, now, "not-fetched"),
            _ => null,
        };
    }
}
