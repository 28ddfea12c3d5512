namespace ServerlessGuard.Core.Policies;

/// <summary>A key that the guard rotates.</summary>
public sealed record CredentialPolicy
{
    public required string Id { get; init; }

    public required string Platform { get; init; }

    /// <summary>ARM id of the resource that owns the key, or a webhook address for <c>generic</c>.</summary>
    public required string Resource { get; init; }

    /// <summary>The secret's name in the vault.</summary>
    public required string Secret { get; init; }

    public TimeSpan RotateEvery { get; init; } = TimeSpan.FromDays(30);

    public TimeSpan Overlap { get; init; } = TimeSpan.FromHours(24);
}
