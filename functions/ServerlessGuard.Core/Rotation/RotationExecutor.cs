using ServerlessGuard.Core.Journals;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Rotation;

/// <summary>
/// Carries a leased rotation on: asks the schedule, does the step, writes the entry, then the journal. Errors of the
/// platform become another try; <see cref="StoreUnavailableException"/> and <see cref="LeaseLostException"/> end the call.
/// </summary>
public sealed class RotationExecutor(
    ISecretStore secrets, KeyPlatforms platforms, KeyFingerprints fingerprints, RotationReporter record, TimeProvider clock,
    RotationTimings times)
{
    /// <summary>Does what can be done now.</summary>
    internal async ValueTask AdvanceAsync(CredentialPolicy policy, Lease<CredentialState> lease, CancellationToken cancellationToken)
    {
        var steps = new RotationStepExecutor(secrets, platforms.Of(policy), fingerprints, clock, times, policy, lease);
        while (true)
        {
            var rotation = lease.State.Acting;
            Rotation next;
            switch (RotationSchedule.Next(clock.GetUtcNow(), rotation, policy, times))
            {
                case RotationAction.Do act:
                    next = await TryAsync(steps, act.Step, lease, cancellationToken);
                    break;
                case RotationAction.EndOverlap:
                    next = steps.TransitionTo(rotation, RotationStep.Revoke);
                    break;
                case RotationAction.GiveUp:
                    var pause = rotation.Reason == RotationReason.Leak ? times.RetryLeakAfter : times.RetryAfter;
                    next = steps.TransitionTo(rotation, RotationStep.Failed) with { NotBefore = clock.GetUtcNow() + pause };
                    break;
                default:
                    return;
            }

            // The entry comes first: a step that is journalled has its entry, whatever happens in between.
            await record.SteppedAsync(policy, lease.State.Acting, next, cancellationToken);
            var done = next.Step == RotationStep.Done;
            await lease.WriteAsync(
                state => state with
                {
                    Rotation = next,
                    LastRotated = done ? clock.GetUtcNow() : state.LastRotated,
                    LastProved = next.Proved ?? state.LastProved,
                },
                cancellationToken);
        }
    }

    private async ValueTask<Rotation> TryAsync(
        RotationStepExecutor steps, RotationStep step, Lease<CredentialState> lease, CancellationToken cancellationToken)
    {
        try
        {
            return await steps.ExecuteAsync(step, cancellationToken);
        }
        catch (KeyPlatformException e)
        {
            record.Failed(lease.State.Credential, step, e);
            return steps.Retry(lease.State.Acting, "platform", e.NothingChanged);
        }
        catch (SecretDisabledException)
        {
            return steps.Retry(lease.State.Acting, "vault-version-disabled", untouched: true);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return steps.Retry(lease.State.Acting, "timeout", untouched: false);
        }
    }
}
