namespace ServerlessGuard.Core.Access;

/// <summary>A role: it allows what any of its permissions covers.</summary>
public sealed record RoleDefinition(string Id, string Name, bool IsCustom, IReadOnlyList<RolePermissions> Permissions)
{
    public bool Covers(string action) => Permissions.Any(permission => permission.Covers(action));
}
