using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Core.Rotation;

/// <summary>A credential as people look at it. Never a key.</summary>
public sealed record CredentialView
{
    public required string Id { get; init; }

    public required string Platform { get; init; }

    public required string Secret { get; init; }

    /// <summary>Null when the vault does not have the secret.</summary>
    public DateTimeOffset? Created { get; init; }

    public DateTimeOffset? Expires { get; init; }

    public DateTimeOffset? NextRotation { get; init; }

    public DateTimeOffset? LastProof { get; init; }

    /// <summary>The step of the rotation under way; null when there is none.</summary>
    public string? Step { get; init; }

    public string? Fault { get; init; }

    /// <summary>Whether this host has an adapter for the platform.</summary>
    public required bool Rotatable { get; init; }

    /// <summary>How keys could be turned off altogether.</summary>
    public string? KeyFree { get; init; }

    public static async ValueTask<CredentialView> OfAsync(CredentialPolicy policy, Rotator rotator, RotationJournal journal, ISecretStore secrets, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(rotator);
        ArgumentNullException.ThrowIfNull(journal);
        ArgumentNullException.ThrowIfNull(secrets);
        var current = await secrets.ListVersionsAsync(policy.Secret, cancellationToken) is [var newest, ..] ? newest : null;
        var state = await journal.ReadAsync(policy.Id, cancellationToken);
        var rotatable = rotator.CanRotate(policy);
        return new()
        {
            Id = policy.Id,
            Platform = policy.Platform,
            Secret = policy.Secret,
            Created = current?.Created,
            Expires = current?.Attributes.Expires,
            NextRotation = current is null ? null : RotationSchedule.Due(current, policy, rotator.Times),
            LastProof = state.LastProved,
            Step = state.Rotation is { Step: not RotationStep.Done } rotation ? rotation.Step.ToString().ToLowerInvariant() : null,
            Fault = state.Rotation?.Fault,
            Rotatable = rotatable,
            KeyFree = rotatable ? rotator.PlatformOf(policy).KeyFree : null,
        };
    }
}
