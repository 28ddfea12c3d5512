using System.Text.Json.Serialization;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Rotation;

/// <summary>The time policy: pure functions of the time and what is known.</summary>
public static class RotationSchedule
{
    public static RotationAction Next(DateTimeOffset now, Rotation rotation, CredentialPolicy policy, RotationTimings times)
    {
        ArgumentNullException.ThrowIfNull(rotation);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(times);
        if (rotation.Ended)
        {
            return new RotationAction.Rest();
        }

        if (rotation.Step == RotationStep.Confirm)
        {
            return new RotationAction.Wait(null);
        }

        if (rotation.Intent + times.Settle is { } settled && now < settled)
        {
            return new RotationAction.Wait(settled);
        }

        if (rotation.Step == RotationStep.Overlap)
        {
            var end = rotation.Since + rotation.Overlap;
            var all = policy.Consumers.Count > 0 && policy.Consumers.All(rotation.Acknowledged.Contains);
            return now >= end || all ? new RotationAction.EndOverlap() : new RotationAction.Wait(end);
        }

        // A call whose outcome is unknown is checked before anything is given up: it may have promoted the key.
        // From the revocation on there is nothing to go back to: it is tried until it succeeds.
        if (rotation.Step is RotationStep.Prepare or RotationStep.Regenerate or RotationStep.Probe or RotationStep.Promote
            && rotation.Intent is null && rotation.Attempts > 0 && now >= rotation.Since + times.AbandonAfter)
        {
            return new RotationAction.GiveUp();
        }

        return now < rotation.NotBefore ? new RotationAction.Wait(rotation.NotBefore) : new RotationAction.Do(rotation.Step);
    }

    /// <summary>The due time of a version: its age by policy, or the vault's event of its expiry, whichever is first.</summary>
    public static DateTimeOffset Due(SecretVersion current, CredentialPolicy policy, RotationTimings times)
    {
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(times);
        var byAge = current.Created + policy.RotateEvery;
        return current.Attributes.Expires - times.NearExpiry is { } byExpiry && byExpiry < byAge ? byExpiry : byAge;
    }

    /// <summary>The expiry of a new version: later than <see cref="RotationTimings.NearExpiry"/> after its own rotation is due.</summary>
    public static DateTimeOffset Expiry(DateTimeOffset now, CredentialPolicy policy, RotationTimings times)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(times);
        return now + policy.RotateEvery + times.NearExpiry;
    }
}

/// <summary>
/// Why a rotation begins. A trigger causes at most one rotation: <see cref="Id"/> identifies repeats.
/// </summary>
/// <param name="Id">For a vault's event: vault, name and version; for a leak: the fingerprint of the key.</param>
/// <param name="Version">The vault version it speaks of; the trigger is stale once another is current. Null: whichever is.</param>
/// <param name="Actor">The actor: <c>guard</c>, <c>user:…</c>.</param>
public sealed record RotationTrigger(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("reason")] RotationReason Reason,
    [property: JsonPropertyName("version")] string? Version = null,
    [property: JsonPropertyName("actor")] string Actor = Actors.Guard);
