namespace ServerlessGuard.Core.Access;

/// <summary>Everything that decides who may do what, as it was read at one time.</summary>
public sealed record AccessSnapshot
{
    public required IReadOnlyList<ProtectedResource> Resources { get; init; }

    public required IReadOnlyList<RoleDefinition> Roles { get; init; }

    public required IReadOnlyList<RoleAssignment> Assignments { get; init; }

    public IReadOnlyList<DenyAssignment> Denials { get; init; } = [];

    public IReadOnlyList<VaultPolicy> VaultPolicies { get; init; } = [];

    /// <summary>Object id -> name, of those whose names are known.</summary>
    public IReadOnlyDictionary<string, string> Names { get; init; } = new Dictionary<string, string>();
}

/// <summary>An access policy of a vault that does not use RBAC: rights by object id, outside of all roles.</summary>
public sealed record VaultPolicy(string Vault, string PrincipalId, IReadOnlyList<string> Keys, IReadOnlyList<string> Secrets);
