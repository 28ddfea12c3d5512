namespace ServerlessGuard.Core.Rotation;

/// <summary>A credential as people see it. Never a key.</summary>
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
}
