namespace ServerlessGuard.Web.Pipeline;

/// <summary>The endpoint for a method and a path, or the reason why there is none. Closed.</summary>
internal abstract record RouteMatch
{
    private RouteMatch()
    {
    }

    internal sealed record Found(GuardEndpoint Endpoint, IReadOnlyDictionary<string, string> Values) : RouteMatch;

    /// <param name="Allow">The methods that the path has, as the Allow header spells them.</param>
    internal sealed record WrongMethod(string Allow) : RouteMatch;

    internal sealed record NotFound : RouteMatch
    {
        public static NotFound Instance { get; } = new();
    }
}
