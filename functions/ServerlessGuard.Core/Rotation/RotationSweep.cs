using System.Globalization;
using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Review;

namespace ServerlessGuard.Core.Rotation;

/// <summary>
/// Carries on what is under way and begins what is due, whether an event told of it or not. Run it every few minutes,
/// from any number of workers.
/// </summary>
public sealed class RotationSweep(Rotator rotator, RotationJournal journal, ISecretStore secrets, IAlerts alerts, IPolicySource policies, TimeProvider clock, ILogger<RotationSweep> logger, CaseDecisions? decisions = null)
{
    /// <summary>Every credential of the policy. One that fails does not keep the others waiting; the first failure is thrown at the end.</summary>
    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        await rotator.PrepareAsync(cancellationToken);
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
                RotationLog.SweepFailed(logger, policy.Id, e.GetType().FullName);
                failure ??= e;
            }
        }

        if (failure is not null)
        {
            throw new StoreUnavailableException("The sweep could not do every credential.", failure);
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
        // A secret that does not exist yet is made at a person's request only: whoever uses the platform's keys without
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
            await alerts.RaiseAsync(
                new Alert
                {
                    Code = "rotation.no-secret",
                    Severity = AlertSeverity.Warning,
                    Message = $"The vault has no secret {policy.Secret} for the credential {policy.Id}: nothing is rotated. 'guard rotate {policy.Id} --now' makes it.",
                    Time = now,
                    DedupeKey = policy.Id,
                },
                cancellationToken);
        }

        if (now - rotator.Times.Overdue >= due && after?.Rotation is not { Step: RotationStep.Overlap or RotationStep.Revoke or RotationStep.Prove or RotationStep.Done })
        {
            await alerts.RaiseAsync(
                new Alert
                {
                    Code = AlertCodes.RotationOverdue,
                    Severity = AlertSeverity.Critical,
                    Message = $"The credential {policy.Id} has been due for rotation since {due:yyyy-MM-dd HH:mm}Z.",
                    Time = now,
                    DedupeKey = policy.Id,
                    Tags = new Dictionary<string, string> { [AlertCodes.Due] = due.ToString("O", CultureInfo.InvariantCulture) },
                },
                cancellationToken);
        }

        return after;
    }

    private static RotationTrigger? Trigger(CredentialState state, SecretVersion? current, DateTimeOffset due, DateTimeOffset now)
    {
        if (state.Rotation is { Step: RotationStep.Failed } failed)
        {
            return now < failed.NotBefore ? null : new RotationTrigger($"retry:{failed.Id}", failed.Reason == RotationReason.Leak ? RotationReason.Leak : RotationReason.Retry);
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
