using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Review;

namespace ServerlessGuard.Core.Rotation;

/// <summary>
/// Carries on what is under way and begins what is due, whether an event reported it or not. Run it every few minutes,
/// from any number of workers.
/// </summary>
public sealed class RotationSweep(
    Rotator rotator,
    RotationJournal journal,
    RotationReporter record,
    ISecretStore secrets,
    KeyFingerprints fingerprints,
    IPolicySource policies,
    TimeProvider clock,
    CaseDecisionReader? decisions = null)
{
    /// <summary>
    /// Every credential of the policy. One that fails does not keep the others waiting; the first failure is thrown at the end.
    /// </summary>
    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        // Other duties need the key under which keys are fingerprinted and may not make it.
        await fingerprints.OfAsync("", cancellationToken);
        Exception? failure = null;
        foreach (var policy in policies.Current.Credentials.Values.OrderBy(c => c.Id, StringComparer.Ordinal))
        {
            try
            {
                await RunAsync(policy, cancellationToken);
            }
#pragma warning disable CA1031 // One credential's failure must not keep the sweep from the others.
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                record.SweepFailed(policy, e);
                failure ??= e;
            }
        }

        if (failure is not null)
        {
            throw new StoreUnavailableException("The sweep could not process every credential.", failure);
        }
    }

    public async ValueTask<CredentialState?> RunAsync(CredentialPolicy policy, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(policy);
        if (!rotator.CanRotate(policy))
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var state = await journal.ReadAsync(policy.Id, cancellationToken);
        var current = await secrets.ListVersionsAsync(policy.Secret, cancellationToken) is [var newest, ..] ? newest : null;
        // A secret that does not exist yet is made at a person's request only: an application that uses the platform's keys without
        // the vault would lose one.
        var due = current is null ? DateTimeOffset.MaxValue : RotationSchedule.Due(current, policy, rotator.Times);
        if (Trigger(state, current, due, now) is { } trigger)
        {
            await rotator.BeginAsync(policy, trigger, cancellationToken);
        }

        var after = await rotator.AdvanceAsync(policy, cancellationToken);
        if (after?.Rotation is { Step: RotationStep.Confirm } waiting
            && decisions is not null && await decisions.FindAsync(RotationCases.CaseOf(waiting.Id), cancellationToken) is { } decision
            && await rotator.ConfirmAsync(policy, decision.Actor, decision.IsApproved, cancellationToken))
        {
            after = await rotator.AdvanceAsync(policy, cancellationToken);
        }

        if (current is null && after?.Rotation is not { Ended: false })
        {
            await record.MissingAsync(policy, cancellationToken);
        }

        if (now - rotator.Times.Overdue >= due
            && after?.Rotation is not { Step: RotationStep.Overlap or RotationStep.Revoke or RotationStep.Prove or RotationStep.Done })
        {
            await record.OverdueAsync(policy, due, cancellationToken);
        }

        return after;
    }

    private static RotationTrigger? Trigger(CredentialState state, SecretVersion? current, DateTimeOffset due, DateTimeOffset now)
    {
        if (state.Rotation is { Step: RotationStep.Failed } failed)
        {
            return now < failed.NotBefore ? null : new RotationTrigger(
                $"retry:{failed.Id}", failed.Reason == RotationReason.Leak ? RotationReason.Leak : RotationReason.Retry);
        }

        if (state is { Queued: { } queued, Rotation.Ended: true })
        {
            return queued;
        }

        return state.Rotation is { Ended: false } || now < due
            ? null
            : new RotationTrigger($"sweep:{current!.Version}", RotationReason.Age, current.Version);
    }
}
