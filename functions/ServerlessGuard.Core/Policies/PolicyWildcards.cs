namespace ServerlessGuard.Core.Policies;

/// <summary>
/// Names of an application's models and tools that end in <c>*</c>: every listed name that begins so, in the order of the
/// list. A name that the policy does not list stays denied.
/// </summary>
internal static class PolicyWildcards
{
    public static bool Is(string name) => name.EndsWith('*');

    public static bool Matches(string wildcard, string name) => name.StartsWith(wildcard[..^1], StringComparison.Ordinal);

    public static IReadOnlyList<string> Expand(IEnumerable<string> written, IReadOnlyList<string> listed) =>
        [.. written.SelectMany(name => Is(name) ? listed.Where(one => Matches(name, one)) : [name]).Distinct(StringComparer.Ordinal)];
}
