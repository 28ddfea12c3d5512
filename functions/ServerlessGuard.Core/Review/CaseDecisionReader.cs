namespace ServerlessGuard.Core.Review;

/// <summary>
/// The decisions of cases, for a duty that waits for an approval and does not run human review itself: it polls.
/// </summary>
public sealed class CaseDecisionReader(CaseStore store)
{
    /// <summary>
    /// Null while nobody has decided, or while the decision's entry is not known to be durable. Throws
    /// <see cref="Ports.StoreUnavailableException"/>.
    /// </summary>
    public async ValueTask<CaseDecision?> FindAsync(string caseId, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(caseId, cancellationToken) is not { Case: var value })
        {
            return null;
        }

        var decided = value.Journal.Take(value.EntriesWritten)
            .LastOrDefault(static step => step.Kind is CaseEventKind.Approved or CaseEventKind.Denied or CaseEventKind.Expired);
        return decided is null ? null : CaseDecision.Of(value, decided);
    }
}
