using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Rotation;

/// <summary>
/// The state of the guard's keys and of their rotations, for hosts that show or prove it and may not rotate.
/// Reads the vault's versions and the journal; changes nothing and calls no platform.
/// </summary>
public sealed class RotationReader(RotationJournal journal, ISecretStore secrets, KeyPlatforms platforms, RotationTimings times)
{
    /// <summary>The credential with its secret's newest version. Throws <see cref="StoreUnavailableException"/>.</summary>
    public async ValueTask<CredentialView> ReadAsync(CredentialPolicy policy, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var current = await secrets.ListVersionsAsync(policy.Secret, cancellationToken) is [var newest, ..] ? newest : null;
        var state = await StateAsync(policy, cancellationToken);
        var platform = platforms.Find(policy);
        return new()
        {
            Id = policy.Id,
            Platform = policy.Platform,
            Secret = policy.Secret,
            Created = current?.Created,
            Expires = current?.Attributes.Expires,
            NextRotation = current is null ? null : RotationSchedule.Due(current, policy, times),
            LastProof = state.LastProved,
            Step = state.Rotation is { Step: not RotationStep.Done } rotation ? WireName.Of(rotation.Step) : null,
            Fault = state.Rotation?.Fault,
            Rotatable = platform is not null,
            KeyFree = platform?.KeyFree,
        };
    }

    /// <summary>The journal of the credential's rotations.</summary>
    public ValueTask<CredentialState> StateAsync(CredentialPolicy policy, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return journal.ReadAsync(policy.Id, cancellationToken);
    }
}
