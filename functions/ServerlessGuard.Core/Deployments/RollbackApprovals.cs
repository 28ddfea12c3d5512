using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Review;

namespace ServerlessGuard.Core.Deployments;

/// <summary>Acts on the decided cases of rollbacks that waited.</summary>
internal sealed class RollbackApprovals(Rollbacks rollbacks, RollbackJournal journal) : ICaseListener
{
    public IReadOnlyList<CaseKind> Kinds { get; } = [CaseKind.Rollback];

    public async Task DecidedAsync(CaseDecision decision, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(decision);
        if (await rollbacks.DecideAsync(decision.Subject, decision.CaseId, decision.IsApproved, decision.Actor, cancellationToken))
        {
            return;
        }

        var state = await journal.ReadAsync(decision.Subject, cancellationToken);
        if (state.Rollback is { Step: RollbackStep.Begin or RollbackStep.Approve } rollback && rollback.CaseId == decision.CaseId)
        {
            throw new StoreUnavailableException($"Another worker has the model {decision.Subject}.");
        }
    }
}
