using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Outcomes;
using ServerlessGuard.Core.Review;

namespace ServerlessGuard.Core.Deployments.Evaluation;

/// <summary>Counts reviewers' decisions on held outputs as outcomes of the deployment that gave them.</summary>
internal sealed class DeniedOutputCounter(OutcomeStore store, IOutcomeRecorder outcomes) : ICaseListener
{
    public IReadOnlyList<CaseKind> Kinds { get; } = [CaseKind.Output];

    public async Task DecidedAsync(CaseDecision decision, CancellationToken cancellationToken)
    {
        // Taken before it is counted: a repeated decision is one outcome. An expired case has no person's decision.
        if (decision.Actor != Actors.Guard && await store.TakeAsync(decision.CaseId, cancellationToken) is { } served)
        {
            outcomes.Record(served, OutcomeMetric.Denied, new OutcomeCount(1, decision.IsApproved ? 0 : 1));
        }
    }
}
