using Microsoft.AspNetCore.Http;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Web.Pipeline;

/// <summary>A request that passed the pipeline's gates, with the policy snapshot that the whole of it is judged by.</summary>
public sealed record GuardRequest
{
    public required HttpContext Http { get; init; }

    /// <summary>Null only where the endpoint's access is Anonymous and nobody identified themselves.</summary>
    public required Caller? Caller { get; init; }

    public required GuardPolicy Policy { get; init; }

    /// <summary>Values of the route's <c>{name}</c> segments, percent-decoded.</summary>
    public required IReadOnlyDictionary<string, string> RouteValues { get; init; }
}
