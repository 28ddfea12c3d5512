namespace ServerlessGuard.Core.Access;

/// <summary>Actions that principals do not have at a scope, whatever their roles.</summary>
public sealed record DenyAssignment
{
    /// <summary>The principal that stands for everyone.</summary>
    public const string Everyone = "00000000-0000-0000-0000-000000000000";

    public required string Scope { get; init; }

    public required IReadOnlyList<RolePermissions> Permissions { get; init; }

    public required IReadOnlyList<string> Principals { get; init; }

    public IReadOnlyList<string> Excluded { get; init; } = [];

    /// <summary>It does not go down to what lies below the scope.</summary>
    public bool IsHereOnly { get; init; }

    /// <summary>Excluded principals may be groups with members unknown here: then it is not taken to deny anybody.</summary>
    public bool MayExcludeGroups { get; init; }
}
