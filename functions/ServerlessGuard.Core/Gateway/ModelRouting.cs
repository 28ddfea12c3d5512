using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Inspection;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Routing;
using ServerlessGuard.Core.Upstream;

namespace ServerlessGuard.Core.Gateway;

/// <summary>Decides which deployment an interaction asks, and whether its caller may ask and its model answer at all.</summary>
internal sealed class ModelRouting(ModelRoutes routes, RestrictionCheck restrictions, FailurePolicy failures)
{
    /// <summary>
    /// Sets the deployment. Throws <see cref="ModelFailedException"/> for a stopped model and for a restricted caller. A guard that cannot read the routes
    /// does not know what was stopped: the tier decides.
    /// </summary>
    public async ValueTask RouteAsync(InteractionContext context, CancellationToken cancellationToken)
    {
        await restrictions.CheckAsync(context, cancellationToken);
        if (context.Call.Execution is not null)
        {
            return;
        }

        var interaction = context.Interaction;
        RoutePick pick;
        try
        {
            pick = await routes.PickAsync(context.Model, context.Call.Deployment, cancellationToken);
        }
        catch (StoreUnavailableException failure)
        {
            await failures.FailAsync(interaction, new GuardFailedException("routes", failure), cancellationToken);
            pick = new RoutePick(context.Call.Deployment ?? context.Model.Deployment, null, IsClosed: false);
        }

        if (pick.IsClosed)
        {
            throw new ModelFailedException(GatewayFault.Stopped);
        }

        if (context.Model.Deployment != pick.Deployment)
        {
            context.Model = context.Model with { Deployment = pick.Deployment };
        }

        interaction.SetServedDeployment(pick);
    }

    /// <summary>Why an answer that the model once gave may not be given again; null when it may.</summary>
    public async ValueTask<GatewayFault?> FaultOfRepeatAsync(InboundCall call, CancellationToken cancellationToken)
    {
        var name = GatewayJson.Text(call.Root, "model") ?? "";
        if (!call.Application.Models.Contains(name, StringComparer.Ordinal) || !call.Policy.Models.TryGetValue(name, out var model))
        {
            return GatewayFault.ModelNotAllowed;
        }

        try
        {
            return (await routes.PickAsync(model, call.Deployment, cancellationToken)).IsClosed ? GatewayFault.Stopped : null;
        }
        catch (StoreUnavailableException)
        {
            return GatewayFault.GuardClosed;
        }
    }
}
