using System.Security.Cryptography;
using System.Text;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Journals;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Rotation;

/// <summary>
/// Begins rotations and carries them on. Any number of workers may call any method at any time: the journal decides.
/// Throws <see cref="StoreUnavailableException"/> when the vault, the journal or the audit log is down; whatever was
/// under way is resumed by the next call.
/// </summary>
public sealed class Rotator(
    RotationJournal journal,
    Leases leases,
    RotationExecutor executor,
    RotationReporter record,
    ISecretStore secrets,
    KeyPlatforms platforms,
    TimeProvider clock,
    RotationTimings times)
{
    public RotationTimings Times => times;

    /// <summary>Whether this host has an adapter for the credential's platform.</summary>
    public bool CanRotate(CredentialPolicy policy) => platforms.Find(policy) is not null;

    /// <summary>The platform of a credential. Throws <see cref="InvalidOperationException"/> when the host has none for it.</summary>
    public IKeyPlatform PlatformOf(CredentialPolicy policy) => platforms.Of(policy);

    /// <summary>Begins a rotation unless the trigger is a repeat, stale, or one is under way. Does no step of it yet.</summary>
    public async ValueTask<RotationBeginResult> BeginAsync(
        CredentialPolicy policy, RotationTrigger trigger, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(trigger);
        if (await leases.TakeAsync(journal, policy.Id, times.Lease, cancellationToken) is not { } lease)
        {
            return RotationBeginResult.Busy;
        }

        try
        {
            return await BeginAsync(policy, trigger, lease, cancellationToken);
        }
        catch (LeaseLostException)
        {
            return RotationBeginResult.Busy;
        }
        finally
        {
            await lease.ReleaseAsync(CancellationToken.None);
        }
    }

    /// <summary>Does what can be done now. Returns the state after it; null when another worker has the credential.</summary>
    public async ValueTask<CredentialState?> AdvanceAsync(CredentialPolicy policy, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var state = await journal.ReadAsync(policy.Id, cancellationToken);
        if (state.Rotation is null
            || RotationSchedule.Next(clock.GetUtcNow(), state.Rotation, policy, times) is RotationAction.Wait or RotationAction.Rest)
        {
            return state;
        }

        if (await leases.TakeAsync(journal, policy.Id, times.Lease, cancellationToken) is not { } lease)
        {
            return null;
        }

        try
        {
            await executor.AdvanceAsync(policy, lease, cancellationToken);
        }
        catch (LeaseLostException)
        {
            return null;
        }

        await lease.ReleaseAsync(CancellationToken.None);
        return lease.State;
    }

    /// <summary>A consumer says that it uses the version. False when no overlap waits for it.</summary>
    public async ValueTask<bool> AcknowledgeAsync(
        CredentialPolicy policy, string consumer, string version, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy.Consumers.Contains(consumer) && await ChangeAsync(policy, AuditKinds.RotationAcknowledged, consumer, rotation =>
            rotation.Step != RotationStep.Overlap || rotation.NewVersion != version ? null
                : rotation with { Acknowledged = [.. rotation.Acknowledged.Append(consumer).Distinct()] }, cancellationToken);
    }

    /// <summary>A person confirms or dismisses a leak. False when none waits for it.</summary>
    public async ValueTask<bool> ConfirmAsync(CredentialPolicy policy, string actor, bool leaked, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return await ChangeAsync(policy, AuditKinds.RotationConfirmed, actor, rotation =>
            rotation.Step != RotationStep.Confirm ? null
                : rotation with
                {
                    Step = leaked ? RotationStep.Prepare : RotationStep.Superseded,
                    Since = clock.GetUtcNow(),
                    Actor = actor
                }, cancellationToken);
    }

    private async ValueTask<bool> ChangeAsync(
        CredentialPolicy policy, string kind, string actor, Func<Rotation, Rotation?> change, CancellationToken cancellationToken)
    {
        if (await leases.TakeAsync(journal, policy.Id, times.Lease, cancellationToken) is not { } lease)
        {
            return false;
        }

        try
        {
            if (lease.State.Rotation is not { } rotation || change(rotation) is not { } next)
            {
                return false;
            }

            await record.AppendAsync(kind, policy, next, actor, cancellationToken);
            await lease.WriteAsync(state => state with { Rotation = next }, cancellationToken);
            return true;
        }
        catch (LeaseLostException)
        {
            return false;
        }
        finally
        {
            await lease.ReleaseAsync(CancellationToken.None);
        }
    }

    /// <summary>
    /// Derived from the rotation before: after a crash between the first entry and the journal, the next worker writes the
    /// same entry again and begins no second rotation.
    /// </summary>
    private static string IdOf(CredentialPolicy policy, Rotation? before, string version) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{policy.Id}\n{before?.Id}\n{version}")).AsSpan(0, 16));

    private async ValueTask<RotationBeginResult> BeginAsync(
        CredentialPolicy policy, RotationTrigger trigger, Lease<CredentialState> lease, CancellationToken cancellationToken)
    {
        var state = lease.State;
        var leak = trigger.Reason == RotationReason.Leak;
        if (state.Triggers.Contains(trigger.Id))
        {
            return RotationBeginResult.Repeated;
        }

        if (state.Rotation is { Ended: false } active)
        {
            if (leak)
            {
                // The leaked key may be the one that the overlap keeps valid: revoke it now. If it is the new key, that is next.
                var next = active with { Overlap = TimeSpan.Zero, Reason = RotationReason.Leak };
                var queued = active.NewFingerprint is { } fingerprint && trigger.Id == LeakedKeys.TriggerOf(fingerprint)
                    ? trigger
                    : state.Queued;
                await lease.WriteAsync(document => document with { Rotation = next, Queued = queued }, cancellationToken);
            }

            return RotationBeginResult.Joined;
        }

        var current = await secrets.ListVersionsAsync(policy.Secret, cancellationToken) is [var newest, ..] ? newest.Version : "";
        if (trigger.Version is not null && trigger.Version != current)
        {
            return RotationBeginResult.Stale;
        }

        var now = clock.GetUtcNow();
        var rotation = new Rotation
        {
            Id = IdOf(policy, state.Rotation, current),
            Trigger = trigger.Id,
            Reason = trigger.Reason,
            Actor = trigger.Actor,
            Step = leak && policy.ConfirmLeak ? RotationStep.Confirm : RotationStep.Prepare,
            Started = now,
            Since = now,
            FromVersion = current,
            Overlap = leak || trigger.Reason == RotationReason.Drill ? TimeSpan.Zero : policy.Overlap,
        };
        await record.StartedAsync(policy, rotation, cancellationToken);
        await lease.WriteAsync(
            document => document with
            {
                Rotation = rotation,
                Queued = document.Queued?.Id == trigger.Id ? null : document.Queued,
                Triggers = [.. document.Triggers.Append(trigger.Id).TakeLast(CredentialState.KeptTriggers)],
            },
            cancellationToken);
        return RotationBeginResult.Started;
    }
}
