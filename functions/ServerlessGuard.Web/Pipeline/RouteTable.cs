namespace ServerlessGuard.Web.Pipeline;

/// <summary>Every endpoint by method and path. Immutable; two endpoints for the same method and paths fail at start.</summary>
internal sealed class RouteTable
{
    private const int MaxPathLength = 2048;
    private const int MaxSegments = 32;
    private readonly (RoutePattern Pattern, GuardEndpoint Endpoint)[] _routes;

    public RouteTable(IEnumerable<GuardEndpoint> endpoints)
    {
        _routes = [.. endpoints
            .Select(static endpoint => (Pattern: RoutePattern.Parse(endpoint.Route), Endpoint: endpoint))
            .OrderBy(static route => route.Pattern.Rank, StringComparer.Ordinal)];
        var twice = _routes
            .SelectMany(static route => route.Endpoint.Methods.Select(method => $"{method} {route.Pattern.Shape}"))
            .GroupBy(static key => key, StringComparer.Ordinal)
            .FirstOrDefault(static group => group.Count() > 1);
        if (twice is not null)
        {
            throw new InvalidOperationException($"Two endpoints serve {twice.Key}.");
        }
    }

    /// <param name="path">The path of the request target as it was sent: not decoded, without the query.</param>
    public RouteMatch Match(string method, string path)
    {
        if (path.Length is 0 or > MaxPathLength || path[0] != '/')
        {
            return RouteMatch.NotFound.Instance;
        }

        var segments = path[1..].Split('/', MaxSegments + 1);
        if (segments.Length > MaxSegments)
        {
            return RouteMatch.NotFound.Instance;
        }

        SortedSet<string>? allow = null;
        foreach (var (pattern, endpoint) in _routes)
        {
            if (pattern.Match(segments) is not { } values)
            {
                continue;
            }

            if (endpoint.Methods.Contains(method, StringComparer.Ordinal))
            {
                return new RouteMatch.Found(endpoint, values);
            }

            (allow ??= new SortedSet<string>(StringComparer.Ordinal)).UnionWith(endpoint.Methods);
        }

        return allow is null ? RouteMatch.NotFound.Instance : new RouteMatch.WrongMethod(string.Join(", ", allow));
    }
}
