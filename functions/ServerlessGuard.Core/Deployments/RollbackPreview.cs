using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Routing;

namespace ServerlessGuard.Core.Deployments;

/// <summary>Says where a rollback would go. Changes nothing and asks no probes.</summary>
public sealed class RollbackPreview(
    DeploymentPlatforms platforms, IAttestations attestations, ModelRoutes routes, RollbackTriggers triggers)
{
    /// <summary>
    /// The targets of a rollback now, best first, if they answer their probes. Throws <see cref="DeploymentPlatformException"/>.
    /// </summary>
    public async ValueTask<IReadOnlyList<RollbackOption>> ReadAsync(
        ModelPolicy model, RollbackTrigger trigger, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(trigger);
        var state = await platforms.Of(model).ReadAsync(model, cancellationToken);
        var route = (await routes.ReadAsync(model.Id, cancellationToken)).Route;
        var choice = new RollbackTargetSelector(attestations, model);
        return await choice.CandidatesAsync(choice.Judge(triggers.New(trigger), state, route), state, route, cancellationToken);
    }
}
