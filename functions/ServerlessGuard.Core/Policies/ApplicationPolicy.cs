namespace ServerlessGuard.Core.Policies;

/// <summary>A caller of models: who it is, its tier, and what it may use. What is not listed is denied.</summary>
public sealed record ApplicationPolicy
{
    public required string Id { get; init; }

    public required string Tier { get; init; }

    public required IReadOnlyList<string> Models { get; init; }

    /// <summary>Principals that act as this application: <c>app:CLIENT-ID</c> (Entra) or <c>key:NAME</c> (local key).</summary>
    public required IReadOnlyList<string> Callers { get; init; }

    public IReadOnlyList<string> Tools { get; init; } = [];

    /// <summary>Whether tokens in answers to this application are turned back into their originals.</summary>
    public bool Restore { get; init; }

    /// <summary>Where it is told of its cases' decisions; null for nowhere.</summary>
    public CallbackPolicy? Callback { get; init; }
}

/// <summary>
/// Where an application is told that its cases are decided. <paramref name="Secret"/> names the key in the secret store that calls are
/// signed with.
/// </summary>
public sealed record CallbackPolicy(Uri Url, string Secret);
