namespace ServerlessGuard.Core.Access;

/// <summary>A non-human identity, a key, or a connector: who answers for it, what it may do, and how old its key is.</summary>
public sealed record MachineIdentity
{
    /// <summary><c>connector</c>, <c>credential</c>, <c>key</c> or <c>identity</c>.</summary>
    public required string Kind { get; init; }

    public required string Id { get; init; }

    /// <summary>As the policy names identities; null where it has none of its own.</summary>
    public string? Identity { get; init; }

    /// <summary>Who answers for it; null: nobody.</summary>
    public string? Owner { get; init; }

    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>When its key was made; null where it has none, or none is there.</summary>
    public DateTimeOffset? LastRotated { get; init; }

    public DateTimeOffset? LastUsed { get; init; }

    public DateTimeOffset? Expires { get; init; }

    /// <summary>Its key is older than the policy allows.</summary>
    public bool IsOld { get; init; }
}
