using Microsoft.Extensions.Logging;
using ServerlessGuard.Core.Deployments;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Routing;

namespace ServerlessGuard.Core.Watch;

/// <summary>Reads everything that the judgement checks. Changes nothing.</summary>
public sealed class EndpointReader(
    DeploymentPlatforms platforms, IEnumerable<IDiagnosticSettings> diagnostics, IAttestations attestations, ModelRoutes routes,
    ILogger<EndpointReader> logger)
{
    /// <summary>Whether this host has an adapter for the model's platform, and the policy names what to watch.</summary>
    public bool CanRead(ModelPolicy model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Resource is not null && HasAdapter(model);
    }

    public bool HasAdapter(ModelPolicy model) => platforms.Find(model) is not null;

    public IDeploymentPlatform PlatformOf(ModelPolicy model) => platforms.Of(model);

    /// <summary>
    /// Throws <see cref="DeploymentPlatformException"/> and <see cref="Ports.StoreUnavailableException"/>: what could not be read is not
    /// judged.
    /// </summary>
    public async ValueTask<WatchedEndpoint> ReadAsync(ModelPolicy model, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        var (platform, route) = (PlatformOf(model), (await routes.ReadAsync(model.Id, cancellationToken)).Route);
        return new()
        {
            State = await platform.ReadAsync(model, cancellationToken),
            DividesTraffic = platform.DividesTraffic,
            Routed = route.IsClosed ? new Dictionary<string, int>() : route.SharesFor(model),
            Attestations = await attestations.ListAsync(model.Id, cancellationToken),
            IsDiagnosed = await IsDiagnosedAsync(model, cancellationToken),
        };
    }

    /// <summary>A platform that does not report its logs must not hide other drifts.</summary>
    private async ValueTask<bool?> IsDiagnosedAsync(ModelPolicy model, CancellationToken cancellationToken)
    {
        foreach (var source in diagnostics)
        {
            try
            {
                if (await source.IsOnAsync(model, cancellationToken) is { } isOn)
                {
                    return isOn;
                }
            }
            catch (DeploymentPlatformException e)
            {
                WatchLog.NotDiagnosed(logger, model.Id, e.Message);
            }
        }

        return null;
    }
}

/// <summary>Whether what a resource does is logged. Throws <see cref="Deployments.DeploymentPlatformException"/>.</summary>
public interface IDiagnosticSettings
{
    /// <summary>True when at least one category of logs goes somewhere; null where the platform has no such thing.</summary>
    ValueTask<bool?> IsOnAsync(ModelPolicy model, CancellationToken cancellationToken);
}
