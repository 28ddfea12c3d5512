using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Review;

namespace ServerlessGuard.Core.Rotation;

/// <summary>
/// A decided case of a leak confirms or dismisses it. A case of a failed rotation only informs; the sweep retries by itself.
/// </summary>
internal sealed class RotationCaseListener(Rotator rotator, RotationJournal journal, IPolicySource policies) : ICaseListener
{
    public IReadOnlyList<CaseKind> Kinds { get; } = [CaseKind.Leak];

    public async Task DecidedAsync(CaseDecision decision, CancellationToken cancellationToken)
    {
        if (!policies.Current.Credentials.TryGetValue(decision.Subject, out var policy)
            || RotationCases.RotationOf(decision.CaseId) is not { } id)
        {
            return;
        }

        var state = await journal.ReadAsync(policy.Id, cancellationToken);
        if (state.Rotation is not { Step: RotationStep.Confirm } waiting || waiting.Id != id)
        {
            return;
        }

        if (!await rotator.ConfirmAsync(policy, decision.Actor, decision.IsApproved, cancellationToken))
        {
            throw new StoreUnavailableException($"Another worker has the credential {policy.Id}.");
        }

        await rotator.AdvanceAsync(policy, cancellationToken);
    }
}
