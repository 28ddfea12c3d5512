using System.Text.Json.Serialization;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Routing;

namespace ServerlessGuard.Core.Drills;

/// <summary>The original state of the drill endpoint: its named deployments, and the gateway's route.</summary>
internal sealed record RollbackOriginal(
    [property: JsonPropertyName("deployments")] IReadOnlyList<EndpointDeployment> Deployments,
    [property: JsonPropertyName("shares")] IReadOnlyDictionary<string, int> Shares,
    [property: JsonPropertyName("under")] string Under,
    [property: JsonPropertyName("isPaused")] bool IsPaused)
{
    public static RollbackOriginal Of(EndpointState state, ModelRoute route, IReadOnlyCollection<string> names) => new(
        [.. state.Deployments.Where(d => names.Contains(d.Name, StringComparer.OrdinalIgnoreCase))
            .OrderBy(static d => d.Name, StringComparer.Ordinal)],
        route.Shares,
        route.Under,
        route.IsPaused);

    public bool HasRoute(ModelRoute route) => route.IsPaused == IsPaused && route.Under == Under
        && route.Shares.Count == Shares.Count && route.Shares.All(s => Shares.GetValueOrDefault(s.Key, -1) == s.Value);
}
