using ServerlessGuard.Core.Journals;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Rotation;

/// <summary>
/// Does one step of one rotation under a lease, and returns what the journal is to say next. A step may be done again
/// after a crash at any point of it: it checks the platform and the vault before it changes them. Throws
/// <see cref="KeyPlatformException"/> and <see cref="StoreUnavailableException"/>; the journal then holds the intent.
/// </summary>
internal sealed class RotationStepExecutor(
    ISecretStore secrets, IKeyPlatform platform, KeyFingerprints fingerprints, TimeProvider clock, RotationTimings times,
    CredentialPolicy policy, Lease<CredentialState> lease)
{
    public ValueTask<Rotation> ExecuteAsync(RotationStep step, CancellationToken cancellationToken) => step switch
    {
        RotationStep.Prepare => PrepareAsync(lease.State.Acting, cancellationToken),
        RotationStep.Regenerate => RegenerateAsync(lease.State.Acting, cancellationToken),
        RotationStep.Probe => ProbeAsync(lease.State.Acting, cancellationToken),
        RotationStep.Promote => PromoteAsync(lease.State.Acting, cancellationToken),
        RotationStep.Revoke => RevokeAsync(lease.State.Acting, cancellationToken),
        RotationStep.Prove => ProveAsync(lease.State.Acting, cancellationToken),
        RotationStep.Restore => RestoreAsync(lease.State.Acting, cancellationToken),
        _ => throw new InvalidOperationException($"{step} is not a step to do."),
    };

    public Rotation TransitionTo(Rotation rotation, RotationStep step, string? fault = null) => rotation with
    {
        Step = step,
        Since = clock.GetUtcNow(),
        Intent = null,
        NotBefore = null,
        Attempts = 0,
        Fault = fault ?? rotation.Fault,
    };

    /// <summary>The same step again, later. Keeps an intent whose outcome is unknown.</summary>
    public Rotation Retry(Rotation rotation, string fault, bool untouched) => rotation with
    {
        Intent = untouched ? null : rotation.Intent,
        NotBefore = clock.GetUtcNow() + times.Backoff.After(rotation.Attempts + 1),
        Attempts = rotation.Attempts + 1,
        Fault = fault,
    };

    private async ValueTask<Rotation> PrepareAsync(Rotation rotation, CancellationToken cancellationToken)
    {
        var current = await secrets.GetAsync(policy.Secret, cancellationToken);
        if ((current?.Version.Version ?? "") != rotation.FromVersion)
        {
            return TransitionTo(rotation, RotationStep.Superseded, "vault-changed");
        }

        var slots = await ListAsync(cancellationToken);
        if (slots.Count < 2)
        {
            return TransitionTo(rotation, RotationStep.Failed, "single-slot");
        }

        var oldFingerprint = current is null ? null : await fingerprints.OfAsync(current.Value, cancellationToken);
        KeySlot? old = null;
        foreach (var slot in slots)
        {
            old = await fingerprints.OfAsync(slot.Key, cancellationToken) == oldFingerprint ? slot : old;
        }

        var alternate = slots.Last(slot => slot != old);
        return TransitionTo(rotation, RotationStep.Regenerate) with
        {
            OldSlot = old?.Name,
            OldFingerprint = oldFingerprint,
            NewSlot = alternate.Name,
            PreviousFingerprint = await fingerprints.OfAsync(alternate.Key, cancellationToken),
        };
    }

    private async ValueTask<Rotation> RegenerateAsync(Rotation rotation, CancellationToken cancellationToken)
    {
        if (await FingerprintOfAsync(rotation.NewSlot!, cancellationToken) != rotation.PreviousFingerprint)
        {
            return TransitionTo(rotation, RotationStep.Probe);
        }

        // A process that put this very key into the vault meanwhile would lose it.
        if (await CurrentVersionAsync(cancellationToken) != rotation.FromVersion)
        {
            return TransitionTo(rotation, RotationStep.Superseded, "vault-changed");
        }

        await RegenerateAsync(rotation, rotation.NewSlot!, cancellationToken);
        return TransitionTo(rotation, RotationStep.Probe);
    }

    private async ValueTask<Rotation> ProbeAsync(Rotation rotation, CancellationToken cancellationToken)
    {
        var slot = await SlotAsync(rotation.NewSlot!, cancellationToken);
        var fingerprint = await fingerprints.OfAsync(slot.Key, cancellationToken);
        if (fingerprint == rotation.PreviousFingerprint)
        {
            return Retry(rotation, "new-key-unseen", untouched: true);
        }

        return await ProbeAsync(slot.Key, KeyProbeResult.Accepted, cancellationToken) == KeyProbeResult.Accepted
            ? TransitionTo(rotation, RotationStep.Promote) with { NewFingerprint = fingerprint, Fault = null }
            : Retry(rotation, "new-key-not-accepted", untouched: true);
    }

    private async ValueTask<Rotation> PromoteAsync(Rotation rotation, CancellationToken cancellationToken)
    {
        var versions = await secrets.ListVersionsAsync(policy.Secret, cancellationToken);
        var promoted = versions.FirstOrDefault(v => v.Attributes.Tags.GetValueOrDefault(RotationTags.Rotation) == rotation.Id);
        if (promoted is null)
        {
            if ((versions.Count > 0 ? versions[0].Version : "") != rotation.FromVersion)
            {
                return TransitionTo(rotation, RotationStep.Superseded, "vault-changed");
            }

            var slot = await SlotAsync(rotation.NewSlot!, cancellationToken);
            if (await fingerprints.OfAsync(slot.Key, cancellationToken) != rotation.NewFingerprint)
            {
                return TransitionTo(rotation, RotationStep.Probe);
            }

            var attributes = Attributes(
                RotationTags.Rotation, rotation, slot.Name, RotationSchedule.Expiry(clock.GetUtcNow(), policy, times));
            promoted = (await SetAsync(rotation, slot.Key, attributes, cancellationToken)).Version;
        }

        return TransitionTo(rotation, RotationStep.Overlap) with { NewVersion = promoted.Version };
    }

    private async ValueTask<Rotation> RevokeAsync(Rotation rotation, CancellationToken cancellationToken)
    {
        if (await secrets.GetAsync(policy.Secret, cancellationToken) is not { } current)
        {
            return Retry(rotation, "vault-empty", untouched: true);
        }

        if (await fingerprints.OfAsync(current.Value, cancellationToken) == rotation.OldFingerprint)
        {
            return TransitionTo(rotation, RotationStep.Superseded, "old-key-put-back");
        }

        if (rotation.OldSlot is null || await FingerprintOfAsync(rotation.OldSlot, cancellationToken) != rotation.OldFingerprint)
        {
            return TransitionTo(rotation, RotationStep.Prove);
        }

        // The last moment at which there is a way back.
        var probe = await ProbeAsync(current.Value, KeyProbeResult.Accepted, cancellationToken);
        if (probe == KeyProbeResult.Accepted)
        {
            await RegenerateAsync(rotation, rotation.OldSlot, cancellationToken);
            return TransitionTo(rotation, RotationStep.Prove);
        }

        var broken = probe == KeyProbeResult.Refused
            && rotation.Reason != RotationReason.Leak
            && clock.GetUtcNow() >= rotation.Since + times.AbandonAfter;
        return broken
            ? TransitionTo(rotation, RotationStep.Restore, "new-key-refused")
            : Retry(rotation, "new-key-not-accepted", untouched: true);
    }

    private async ValueTask<Rotation> ProveAsync(Rotation rotation, CancellationToken cancellationToken)
    {
        if (rotation.FromVersion.Length == 0)
        {
            return TransitionTo(rotation, RotationStep.Done);
        }

        var old = await secrets.GetVersionAsync(policy.Secret, rotation.FromVersion, cancellationToken);
        var current = await secrets.GetAsync(policy.Secret, cancellationToken);
        if (old is null || current is null)
        {
            return Retry(rotation, "old-key-unreadable", untouched: true);
        }

        // Refused next to an accepted key: a network or a firewall that refuses everything proves nothing.
        return await ProbeAsync(current.Value, KeyProbeResult.Accepted, cancellationToken) == KeyProbeResult.Accepted
            && await ProbeAsync(old.Value, KeyProbeResult.Refused, cancellationToken) == KeyProbeResult.Refused
            ? TransitionTo(rotation, RotationStep.Done) with { Proved = clock.GetUtcNow(), Fault = null }
            : Retry(rotation, "old-key-not-refused", untouched: true);
    }

    private async ValueTask<Rotation> RestoreAsync(Rotation rotation, CancellationToken cancellationToken)
    {
        var versions = await secrets.ListVersionsAsync(policy.Secret, cancellationToken);
        if (!versions.Any(v => v.Attributes.Tags.GetValueOrDefault(RotationTags.Restores) == rotation.Id))
        {
            if (versions.Count == 0 || versions[0].Version != rotation.NewVersion)
            {
                return TransitionTo(rotation, RotationStep.Superseded, "vault-changed");
            }

            if (await secrets.GetVersionAsync(policy.Secret, rotation.FromVersion, cancellationToken) is not { } old)
            {
                return Retry(rotation, "old-key-unreadable", untouched: true);
            }

            var attributes = Attributes(RotationTags.Restores, rotation, rotation.OldSlot!, old.Version.Attributes.Expires);
            await SetAsync(rotation, old.Value, attributes, cancellationToken);
        }

        return TransitionTo(rotation, RotationStep.Failed, "new-key-refused") with { NotBefore = clock.GetUtcNow() + times.RetryAfter };
    }

    private SecretAttributes Attributes(string tag, Rotation rotation, string slot, DateTimeOffset? expires) => new()
    {
        Expires = expires,
        Tags = new Dictionary<string, string> { [tag] = rotation.Id, [RotationTags.Credential] = policy.Id, [RotationTags.Slot] = slot },
    };

    private async ValueTask RegenerateAsync(Rotation rotation, string slot, CancellationToken cancellationToken)
    {
        using var timeout = await IntendAsync(rotation, cancellationToken);
        await platform.RegenerateAsync(policy, slot, timeout.Token);
    }

    private async ValueTask<Secret> SetAsync(
        Rotation rotation, string value, SecretAttributes attributes, CancellationToken cancellationToken)
    {
        using var timeout = await IntendAsync(rotation, cancellationToken);
        return await secrets.SetAsync(policy.Secret, value, attributes, timeout.Token);
    }

    /// <summary>
    /// Journals that a call is about to change something. The write proves that the lease still holds; the call that
    /// follows ends long before anybody who takes over would act.
    /// </summary>
    private async ValueTask<CallTimeout> IntendAsync(Rotation rotation, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await lease.WriteAsync(state => state with { Rotation = rotation with { Intent = now } }, cancellationToken);
        if (clock.GetUtcNow() - now > times.CallTimeout)
        {
            throw new LeaseLostException();
        }

        return new CallTimeout(times.CallTimeout, clock, cancellationToken);
    }

    private async ValueTask<IReadOnlyList<KeySlot>> ListAsync(CancellationToken cancellationToken)
    {
        using var timeout = new CallTimeout(times.CallTimeout, clock, cancellationToken);
        return await platform.ListAsync(policy, timeout.Token);
    }

    private async ValueTask<KeySlot> SlotAsync(string name, CancellationToken cancellationToken) =>
        (await ListAsync(cancellationToken)).FirstOrDefault(slot => slot.Name == name)
            ?? throw new KeyPlatformException($"{platform.Name} has no slot {name} any more.", untouched: true);

    private async ValueTask<string> FingerprintOfAsync(string slot, CancellationToken cancellationToken) =>
        await fingerprints.OfAsync((await SlotAsync(slot, cancellationToken)).Key, cancellationToken);

    private async ValueTask<string> CurrentVersionAsync(CancellationToken cancellationToken) =>
        await secrets.ListVersionsAsync(policy.Secret, cancellationToken) is [var newest, ..] ? newest.Version : "";

    private async ValueTask<KeyProbeResult> ProbeAsync(string key, KeyProbeResult wanted, CancellationToken cancellationToken)
    {
        for (var call = 0; call < times.Probes; call++)
        {
            using var timeout = new CallTimeout(times.CallTimeout, clock, cancellationToken);
            var probe = await platform.ProbeAsync(policy, key, timeout.Token);
            if (probe != wanted)
            {
                return probe;
            }
        }

        return wanted;
    }
}
