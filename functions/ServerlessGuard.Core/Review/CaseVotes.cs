using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Records;

namespace ServerlessGuard.Core.Review;

/// <summary>
/// Counts the votes of a case before anything happens on their strength: each is signed, and each is in the audit log, which knows no
/// later step than the
/// document. Who can write documents can therefore neither approve a case, nor undo what was decided. Thread-safe.
/// </summary>
public sealed class CaseVotes(
    CaseStore store, CaseSignatures signatures, AuditFollower log, RecordFaults faults)
{
    private readonly RecordedCases _recorded = log.Observed<RecordedCases>();

    /// <summary>
    /// Whether the case is approved by signed, recorded decisions; null when somebody else has changed it since it was read. Its entries
    /// must have been written. Throws <see cref="StoreUnavailableException"/> when the log cannot be read.
    /// </summary>
    public async ValueTask<bool?> HoldAsync(CaseRecord value, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(value);
        await log.CatchUpAsync(TimeSpan.Zero, cancellationToken);
        var entries = _recorded.Of(value.Id);
        if (entries.Steps.Any(step => step.Index >= value.Journal.Count || value.Journal[step.Index].Kind != step.Kind))
        {
            if (await store.FindAsync(value.Id, cancellationToken) is { } now && now.Case.Journal.Count > value.Journal.Count)
            {
                return null;
            }

            await faults.ReportAsync(CaseStore.Live, value.Id, RecordFaults.Older, cancellationToken);
            return false;
        }

        if (await CountAsync(value, entries, cancellationToken))
        {
            return true;
        }

        await faults.ReportAsync(CaseStore.Live, value.Id, RecordFaults.Altered, cancellationToken);
        return false;
    }

    private async ValueTask<bool> CountAsync(CaseRecord value, RecordedCase entries, CancellationToken cancellationToken)
    {
        var voters = new HashSet<string>(StringComparer.Ordinal);
        var isApproved = false;
        for (var index = LastReopening(value) + 1; index < value.Journal.Count; index++)
        {
            var step = value.Journal[index];
            if (step.Kind == CaseEventKind.Edited)
            {
                // An approval of the former content is not one of this: its reviewer has not approved this one.
                voters.Clear();
            }
            else if (CaseSignatures.IsDecision(step.Kind))
            {
                // A first approval of content that was edited afterwards is signed over other content, and counts for nothing.
                var counts = await signatures.IsSignedAsync(value, index, cancellationToken)
                    && entries.Steps.Any(entry => entry.Index == index && entry.Actor == step.Actor && entry.Signature == step.Signature);
                isApproved |= counts && step.Kind == CaseEventKind.Approved;
                if (counts)
                {
                    voters.Add(step.Actor);
                }
            }
        }

        return isApproved
            && value.Approval is { } approval
            && approval.ContentMac == (value.Content?.Mac ?? "")
            && (voters.Contains(Audit.Actors.Guard) ? value.AllowsOnTimeout : voters.Count >= (value.FourEyes && !value.IsSample ? 2 : 1));
    }

    private static int LastReopening(CaseRecord value)
    {
        for (var index = value.Journal.Count - 1; index > 0; index--)
        {
            if (value.Journal[index].Kind == CaseEventKind.Reopened)
            {
                return index;
            }
        }

        return 0;
    }
}

/// <summary>
/// Whether an approved request was sent again before, as the log says. For a host that reads the gateway's log. Thread-safe.
/// </summary>
public sealed class CaseUses(AuditFollower log)
{
    private readonly RecordedCases _recorded = log.Observed<RecordedCases>();

    public async ValueTask<bool> WasSentAgainAsync(string caseId, CancellationToken cancellationToken)
    {
        await log.CatchUpAsync(TimeSpan.Zero, cancellationToken);
        return _recorded.Of(caseId).SentAgainBy is not null;
    }
}
