using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Access;

/// <summary>Holds grants against the policy. Pure.</summary>
internal static class GrantEvaluator
{
    /// <param name="used">The last acts of principals; null where the logs do not show them.</param>
    public static Grant Evaluate(Grant grant, GuardPolicy policy, IReadOnlyDictionary<string, DateTimeOffset>? used)
    {
        var expected = policy.Access.GetValueOrDefault(Capabilities.NameOf(grant.Capability)) ?? [];
        var lastUsed = used is not null && used.TryGetValue(grant.Principal, out var at) ? at : (DateTimeOffset?)null;
        var flags = GrantFlags.None;
        flags |= Spellings(grant).Any(spelling => expected.Contains(spelling, StringComparer.OrdinalIgnoreCase))
            || grant.Path == GrantPath.Attester ? 0 : GrantFlags.Unexpected;
        flags |= grant.IsBroad ? GrantFlags.Broad : 0;
        flags |= used is not null && lastUsed is null && grant.Path != GrantPath.Files && !IsGroup(grant) ? GrantFlags.Stale : 0;
        flags |= grant.IsMachine && !IsOwned(grant, policy) ? GrantFlags.Unowned : 0;
        return grant with { Flags = flags, LastUsed = lastUsed };
    }

    /// <summary>A group never acts: no log shows whether its members use its grants.</summary>
    private static bool IsGroup(Grant grant) => grant.Principal.StartsWith("group:", StringComparison.OrdinalIgnoreCase);

    /// <summary>A policy names a principal by its object id or its name; a machine as identity or as app.</summary>
    private static IEnumerable<string> Spellings(Grant grant)
    {
        var (kind, id) = (grant.Principal[..(grant.Principal.IndexOf(':', StringComparison.Ordinal)
            + 1)], grant.Principal[(grant.Principal.IndexOf(':', StringComparison.Ordinal) + 1)..]);
        foreach (var name in new[] { id, grant.Name }.OfType<string>())
        {
            yield return kind + name;
            if (kind == "identity:")
            {
                yield return "app:" + name;
            }
        }
    }

    /// <summary>Somebody answers for a machine that the policy names: in its access, as a caller, or as a connector's identity.</summary>
    private static bool IsOwned(Grant grant, GuardPolicy policy)
    {
        var known = policy.Access.Values.SelectMany(static p => p)
            .Concat(policy.Applications.Values.SelectMany(static a => a.Callers))
            .Concat(policy.Connectors.Values.Select(static c => c.Identity))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return Spellings(grant).Any(known.Contains);
    }
}
