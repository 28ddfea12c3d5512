using ServerlessGuard.Core.Records;

namespace ServerlessGuard.Core.Review;

/// <summary>
/// The decisions of cases, for a duty that waits for an approval and does not run human review itself: it polls.
/// </summary>
public sealed class CaseDecisionReader(CaseStore store, CaseSignatures signatures, RecordFaults faults)
{
    /// <summary>
    /// Null while nobody has decided, while the decision's entry is not known to be durable, or when the duty of the review did not sign
    /// it. Throws
    /// <see cref="Ports.StoreUnavailableException"/>.
    /// </summary>
    public async ValueTask<CaseDecision?> FindAsync(string caseId, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(caseId, cancellationToken) is not { Case: var value })
        {
            return null;
        }

        for (var index = Math.Min(value.EntriesWritten, value.Journal.Count) - 1; index >= 0; index--)
        {
            if (value.Journal[index] is { Kind: CaseEventKind.Approved or CaseEventKind.Denied or CaseEventKind.Expired } decided)
            {
                if (await signatures.IsSignedAsync(value, index, cancellationToken))
                {
                    return CaseDecision.Of(value, decided);
                }

                await faults.ReportAsync(CaseStore.Live, caseId, RecordFaults.Altered, cancellationToken);
                return null;
            }
        }

        return null;
    }
}
