using Microsoft.AspNetCore.Http;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Web.Pipeline;

/// <summary>A request that the pipeline admitted, with the policy snapshot that applies to all of it.</summary>
public sealed record GuardRequest
{
    public required HttpContext Http { get; init; }

    /// <summary>Null only where the endpoint's access is Anonymous and the request has no credential.</summary>
    public required Caller? Caller { get; init; }

    public required GuardPolicy Policy { get; init; }

    /// <summary>Values of the route's <c>{name}</c> segments, percent-decoded.</summary>
    public required IReadOnlyDictionary<string, string> RouteValues { get; init; }
}
