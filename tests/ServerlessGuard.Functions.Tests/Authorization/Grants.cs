namespace ServerlessGuard.Functions.Tests.Authorization;

/// <summary>The rights of the identity of one duty or several, from policies/duties.yaml, and the ones that were used.</summary>
/// <param name="credentials">The secrets behind the scope <c>secret/credentials</c>.</param>
internal sealed class Grants(IReadOnlyList<string> duties, IReadOnlyList<string> credentials)
{
    private const string Accounts = "/providers/Microsoft.CognitiveServices/accounts/";
    private const string Workspaces = "/providers/Microsoft.MachineLearningServices/workspaces/";

    private readonly HashSet<Right> _granted = [.. duties.SelectMany(static duty => DutyFile.Grants[duty])
        .SelectMany(static g => DutyFile.Roles[g.Role].Select(action => new Right(action, g.On)))];
    private readonly HashSet<Right> _used = [];
    private readonly List<string> _denied = [];
    private readonly Lock _gate = new();

    /// <summary>Every request that was refused: the operation, and what it would have needed.</summary>
    public IReadOnlyList<string> Denied
    {
        get
        {
            lock (_gate)
            {
                return [.. _denied];
            }
        }
    }

    /// <summary>The rights that no request needed.</summary>
    public IReadOnlyList<Right> Unused
    {
        get
        {
            lock (_gate)
            {
                return [.. _granted.Except(_used)
                    .OrderBy(static r => r.On, StringComparer.Ordinal)
                    .ThenBy(static r => r.Action, StringComparer.Ordinal)];
            }
        }
    }

    /// <summary>Whether the call may pass; what is not known may not.</summary>
    public bool Opens(AzureCall? call, string said)
    {
        lock (_gate)
        {
            foreach (var all in call?.AnyOf ?? [])
            {
                var held = all.Select(Find).ToList();
                if (held.TrueForAll(static right => right is not null))
                {
                    _used.UnionWith(held.Select(static right => right!.Value));
                    return true;
                }
            }

            if (call is { IsMoot: true })
            {
                return false;
            }

            _denied.Add(call is null
                ? $"{said}: no operation that is known"
                : $"{call.Operation}: {string.Join(" or ", call.AnyOf.Select(static all => string.Join(" and ", all)))}");
            return false;
        }
    }

    private Right? Find(Right wanted)
    {
        foreach (var on in Covering(wanted.On))
        {
            if (_granted.TryGetValue(wanted with { On = on }, out var found))
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>The scopes of the file that hold this one.</summary>
    private IEnumerable<string> Covering(string on)
    {
        yield return on;
        if (on.StartsWith("secret/", StringComparison.Ordinal) && credentials.Contains(on["secret/".Length..]))
        {
            yield return "secret/credentials";
        }

        if (on.StartsWith(AuthorizingProxy.OwnGroup + "/", StringComparison.OrdinalIgnoreCase))
        {
            yield return "group";
        }

        if (on.Contains(Accounts, StringComparison.OrdinalIgnoreCase))
        {
            yield return "accounts";
        }

        if (on.Contains(Workspaces, StringComparison.OrdinalIgnoreCase))
        {
            yield return "workspaces";
        }
    }
}
