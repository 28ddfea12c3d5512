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

    /// <summary>Consumers that end the overlap early once all have acknowledged the new version; empty: it runs its time.</summary>
    public IReadOnlyList<string> Consumers { get; init; } = [];

    /// <summary>Whether a leak is rotated only after a person confirmed it: until then the leaked key works.</summary>
    public bool ConfirmLeak { get; init; }
}
