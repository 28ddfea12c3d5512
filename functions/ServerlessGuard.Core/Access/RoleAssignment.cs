namespace ServerlessGuard.Core.Access;

/// <summary>That a principal has a role at a scope, or (eligible) may take it when it likes.</summary>
public sealed record RoleAssignment
{
    public required string Id { get; init; }

    public required string PrincipalId { get; init; }

    /// <summary>User, Group, ServicePrincipal, ForeignGroup, Device, AgentUser, AgentServicePrincipal.</summary>
    public required string PrincipalType { get; init; }

    public required string RoleId { get; init; }

    /// <summary>An ARM id; <c>/</c> is everything.</summary>
    public required string Scope { get; init; }

    /// <summary>A PIM eligibility: not in force, and its holder can activate it.</summary>
    public bool IsEligible { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? Until { get; init; }

    /// <summary>Narrowed by an attribute condition, which is not evaluated: the grant counts whole.</summary>
    public bool IsConditional { get; init; }
}
