using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Tools;

/// <summary>
/// Finds the tool that a model's function name means. Function names may hold no dots, so <c>crm.lookup</c> also goes
/// by <c>crm_lookup</c>; a name that could mean two tools means none.
/// </summary>
internal static class ToolNames
{
    /// <summary>The rules of the tool that a name means for an application, or null.</summary>
    public static ToolPolicy? Find(GuardPolicy policy, ApplicationPolicy application, string name) =>
        (policy.Tools.ContainsKey(name) ? name : Find(policy.Tools.Keys, name)) is { } id
            ? application.RulesOf(policy, id)
            : null;

    /// <summary>
    /// The tool that a name reads like, though it is not that name: other letters, signs or case. Null where there is none.
    /// </summary>
    public static string? FindLookAlike(IEnumerable<string> ids, string name)
    {
        var read = Reading(name);
        foreach (var id in ids)
        {
            if (Reading(id) == read && id != name && id.Replace('.', '_') != name)
            {
                return id;
            }
        }

        return null;
    }

    private static string Reading(string name) =>
        Squashed.Of(name).Replace('1', 'l').Replace('0', 'o').Replace("rn", "m", StringComparison.Ordinal);

    public static string? Find(IEnumerable<string> ids, string name)
    {
        string? found = null;
        foreach (var id in ids)
        {
            if (string.Equals(id, name, StringComparison.Ordinal))
            {
                return id;
            }

            if (string.Equals(id.Replace('.', '_'), name, StringComparison.Ordinal))
            {
                if (found is not null)
                {
                    return null;
                }

                found = id;
            }
        }

        return found;
    }
}
