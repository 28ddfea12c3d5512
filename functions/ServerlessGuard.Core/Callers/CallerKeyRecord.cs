namespace ServerlessGuard.Core.Callers;

/// <summary>What is known of a caller key without the key.</summary>
public sealed record CallerKeyRecord
{
    public required string Name { get; init; }

    public required IReadOnlyList<string> Roles { get; init; }

    public required DateTimeOffset Created { get; init; }

    public DateTimeOffset? Expires { get; init; }

    public DateTimeOffset? Revoked { get; init; }

    /// <summary>The caller's principal: <c>key:NAME</c>.</summary>
    public string Principal => $"key:{Name}";
}
