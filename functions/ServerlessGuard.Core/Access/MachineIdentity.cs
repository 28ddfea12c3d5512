namespace ServerlessGuard.Core.Access;

/// <summary>A non-human identity, a key, or a connector: who answers for it, what it may do, and how old its key is.</summary>
public sealed record MachineIdentity
{
    /// <summary><c>connector</c>, <c>credential</c>, <c>key</c> or <c>identity</c>.</summary>
    public required string Kind { get; init; }

    public required string Id { get; init; }

    /// <summary>As the policy names identities; null where it has none of its own.</summary>
    public string? Identity { get; init; }

    /// <summary>Its owner; null when it has none.</summary>
    public string? Owner { get; init; }

    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>The time at which its key was created; null without a key.</summary>
    public DateTimeOffset? LastRotated { get; init; }

    public DateTimeOffset? LastUsed { get; init; }

    public DateTimeOffset? Expires { get; init; }

    /// <summary>Nobody answers for it.</summary>
    public bool IsOrphaned => Owner is null;

    /// <summary>
    /// It has rights and did not act for as long as the review looks back; false where nobody can say, or where its key is
    /// younger than that.
    /// </summary>
    public bool IsDormant { get; init; }

    /// <summary>Its key is older than the policy allows.</summary>
    public bool IsOld { get; init; }
}
