namespace ServerlessGuard.Core.Access;

/// <summary>
/// One permission of a role or a deny assignment. It covers an action that an entry of Actions matches and none of
/// NotActions does; data actions apart. NotActions take away within this permission only: they deny nothing.
/// </summary>
public sealed record RolePermissions
{
    public IReadOnlyList<string> Actions { get; init; } = [];

    public IReadOnlyList<string> NotActions { get; init; } = [];

    public IReadOnlyList<string> DataActions { get; init; } = [];

    public IReadOnlyList<string> NotDataActions { get; init; } = [];

    /// <param name="action">A data action has a leading <c>#</c>.</param>
    public bool Covers(string action)
    {
        ArgumentException.ThrowIfNullOrEmpty(action);
        return action[0] == '#' ? Covers(DataActions, NotDataActions, action.AsSpan(1)) : Covers(Actions, NotActions, action);
    }

    private static bool Covers(IReadOnlyList<string> allowed, IReadOnlyList<string> taken, ReadOnlySpan<char> action)
    {
        foreach (var pattern in taken)
        {
            if (ActionPattern.Matches(pattern, action))
            {
                return false;
            }
        }

        foreach (var pattern in allowed)
        {
            if (ActionPattern.Matches(pattern, action))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>A role: it allows what any of its permissions covers.</summary>
public sealed record RoleDefinition(string Id, string Name, bool IsCustom, IReadOnlyList<RolePermissions> Permissions)
{
    public bool Covers(string action) => Permissions.Any(permission => permission.Covers(action));
}
