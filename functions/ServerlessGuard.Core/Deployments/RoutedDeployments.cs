using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Routing;

namespace ServerlessGuard.Core.Deployments;

/// <summary>
/// Models of an OpenAI-compatible upstream, with the gateway's routing table as the platform. Such an upstream reports no
/// versions: a model's name stands for its revision, so a new revision needs a new name.
/// </summary>
public sealed class RoutedDeployments(ModelRoutes routes) : IDeploymentPlatform
{
    public const string Version = "1";

    public string Platform => PlatformNames.OpenAI;

    public bool DividesTraffic => false;

    public static Revision RevisionOf(string deployment) => new() { ModelName = deployment, ModelVersion = Version };

    public async ValueTask<EndpointState> ReadAsync(ModelPolicy model, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        var (route, version) = await routes.ReadAsync(model.Id, cancellationToken);
        var shares = route.SharesFor(model);
        var names = new[] { model.Deployment, model.Standby }.Concat(shares.Keys).OfType<string>().Distinct(StringComparer.Ordinal);
        return new EndpointState(model.Id, [.. names.Select(name => new EndpointDeployment
        {
            Name = name,
            Revision = RevisionOf(name),
            Traffic = route.IsClosed ? 0 : shares.GetValueOrDefault(name),
            IsReady = true,
        })], version);
    }

    public ValueTask SetTrafficAsync(ModelPolicy model, IReadOnlyDictionary<string, int> shares, CancellationToken cancellationToken) =>
        throw new DeploymentPlatformException("An OpenAI-compatible upstream divides no traffic: the gateway's route does.", isFinal: true);

    public ValueTask PutAsync(ModelPolicy model, string deployment, Revision revision, CancellationToken cancellationToken) =>
        throw new DeploymentPlatformException("The guard cannot put a revision behind an OpenAI-compatible upstream: serve it there under "
            + "its own name, and name that as standby.", isFinal: true);

    /// <summary>Nothing: an upstream answers every caller, and the route decides which deployment the gateway calls.</summary>
    public ValueTask PauseAsync(ModelPolicy model, string deployment, CancellationToken cancellationToken) => default;
}
