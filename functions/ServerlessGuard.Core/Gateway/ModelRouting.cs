using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Inspection;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Routing;
using ServerlessGuard.Core.Upstream;

namespace ServerlessGuard.Core.Gateway;

/// <summary>Decides which deployment an interaction asks, and whether its caller may ask and its model answer at all.</summary>
internal sealed class ModelRouting(ModelRoutes routes, RestrictionCheck restrictions, FailurePolicy failures)
{
    /// <summary>
    /// Sets the deployment. Throws <see cref="ModelFailedException"/> for a stopped model and for a restricted caller. A guard that cannot
    /// read the routes does not know what was stopped: the tier decides.
    /// </summary>
    public async ValueTask RouteAsync(InteractionContext context, CancellationToken cancellationToken)
    {
        await restrictions.CheckAsync(context, cancellationToken);
        if (context.Call.Execution is not null)
        {
            return;
        }

        var interaction = context.Interaction;
        var pick = await PickAsync(interaction, context.Model, context.Call.Deployment, cancellationToken);
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

    private async ValueTask<RoutePick> PickAsync(
        Interaction interaction, ModelPolicy model, string? deployment, CancellationToken cancellationToken)
    {
        try
        {
            return await routes.PickAsync(model, deployment, cancellationToken);
        }
        catch (StoreUnavailableException failure)
        {
            await failures.FailAsync(interaction, new GuardFailedException("routes", failure), cancellationToken);
            return new RoutePick(deployment ?? model.Deployment, null, IsClosed: false);
        }
    }

    /// <summary>
    /// Routes to the next model that stands in for the one that did not answer: one that the application may use, and that is not stopped.
    /// False where there is none, and where only the asked model will do: a probe, or a conversation that the platform keeps.
    /// </summary>
    public async ValueTask<bool> FallBackAsync(InteractionContext context, CancellationToken cancellationToken)
    {
        var (call, asked) = (context.Call, context.Primary ?? context.Model);
        if (call.Deployment is not null || context.Earlier is not null)
        {
            return false;
        }

        while (context.FallenBack < asked.Fallback.Count)
        {
            var next = asked.Fallback[context.FallenBack++];
            if (!call.Application.Models.Contains(next, StringComparer.Ordinal) || !call.Policy.Models.TryGetValue(next, out var model))
            {
                continue;
            }

            var pick = await PickAsync(context.Interaction, model, null, cancellationToken);
            if (!pick.IsClosed)
            {
                (context.Primary, context.Model) = (asked, model with { Deployment = pick.Deployment });
                context.Interaction.SetServedDeployment(pick);
                context.Interaction.SetAttribute("fallback", model.Id);
                return true;
            }
        }

        return false;
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
