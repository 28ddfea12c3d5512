namespace ServerlessGuard.Core.Access;

/// <summary>A principal's capability on a resource, and the role that gives it.</summary>
public sealed record Grant
{
    public required Capability Capability { get; init; }

    /// <summary>The resource's ARM id, or a name of this host's own.</summary>
    public required string Resource { get; init; }

    /// <summary><c>user:</c>, <c>group:</c>, <c>identity:</c>, <c>key:</c>, with the object id or name.</summary>
    public required string Principal { get; init; }

    /// <summary>The principal's display name where it is known; a policy may name either.</summary>
    public string? Name { get; init; }

    /// <summary>The role, access policy, key or file that gives it.</summary>
    public required string Through { get; init; }

    /// <summary>The scope of the role's assignment.</summary>
    public required string Scope { get; init; }

    public required GrantPath Path { get; init; }

    public bool IsEligible { get; init; }

    public bool IsConditional { get; init; }

    public DateTimeOffset? Until { get; init; }

    /// <summary>The principal's last act in the logs; null where that is not known.</summary>
    public DateTimeOffset? LastUsed { get; init; }

    /// <summary>It takes in far more than this capability.</summary>
    public bool IsBroad { get; init; }

    public GrantFlags Flags { get; init; }

    /// <summary>Its principal is a machine.</summary>
    public bool IsMachine => Principal.StartsWith("identity:", StringComparison.Ordinal);
}
