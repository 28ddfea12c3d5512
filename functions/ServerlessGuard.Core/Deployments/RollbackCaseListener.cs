using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Journals;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Review;

namespace ServerlessGuard.Core.Deployments;

/// <summary>Writes people's decisions on rollbacks that waited for one.</summary>
public sealed class RollbackCaseListener(
    RollbackJournal journal,
    Leases leases,
    RollbackReporter record,
    IPolicySource policies,
    ChangeSignal<RollbackState> signal,
    TimeProvider clock,
    RollbackTimings times) : ICaseListener
{
    public IReadOnlyList<CaseKind> Kinds { get; } = [CaseKind.Rollback];

    public async Task DecidedAsync(CaseDecision decision, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(decision);
        if (await DecideAsync(decision.Subject, decision.CaseId, decision.IsApproved, decision.Actor, cancellationToken))
        {
            return;
        }

        var state = await journal.ReadAsync(decision.Subject, cancellationToken);
        if (state.Rollback is { Step: RollbackStep.Begin or RollbackStep.Approve } rollback && rollback.CaseId == decision.CaseId)
        {
            throw new StoreUnavailableException($"Another worker has the model {decision.Subject}.");
        }
    }

    /// <summary>
    /// A person decides on a rollback that waits. False when it does not wait (any more), or another worker has the model: try again then.
    /// </summary>
    public async ValueTask<bool> DecideAsync(
        string model, string caseId, bool isApproved, string actor, CancellationToken cancellationToken)
    {
        if (!policies.Current.Models.TryGetValue(model, out var policy)
            || await leases.TakeAsync(journal, model, times.Lease, cancellationToken) is not { } lease)
        {
            return false;
        }

        try
        {
            if (lease.State.Rollback is not { Step: RollbackStep.Approve } rollback || rollback.CaseId != caseId)
            {
                return false;
            }

            var next = rollback with { Step = isApproved ? RollbackStep.Choose : RollbackStep.Declined, Since = clock.GetUtcNow() };
            await record.AppendAsync(AuditKinds.RollbackProgressed, policy, next, actor, cancellationToken);
            await lease.WriteAsync(state => state with { Rollback = next }, cancellationToken);
            return true;
        }
        catch (LeaseLostException)
        {
            return false;
        }
        finally
        {
            await lease.ReleaseAsync(CancellationToken.None);
            signal.Notify();
        }
    }
}
