using Microsoft.AspNetCore.Http;
using ServerlessGuard.Core.Routing;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Deployments;

/// <summary>The kill switch over HTTP, role admin: POST stops a model, DELETE starts it again, GET returns its state.</summary>
internal sealed class ModelStopEndpoint(ModelStops stops, ModelRoutes routes) : GuardEndpoint
{
    public override string Route => "/guard/models/{id}/stop";

    public override IReadOnlyList<string> Methods { get; } = [HttpMethods.Get, HttpMethods.Post, HttpMethods.Delete];

    public override EndpointAccess Access => EndpointAccess.Admin;

    public override async Task HandleAsync(GuardRequest request, CancellationToken cancellationToken)
    {
        var http = request.Http;
        if (!request.Policy.Models.TryGetValue(request.RouteValues["id"], out var model))
        {
            await ErrorResponse.WriteAsync(http, new GuardError(404, "not_found", "The policy has no such model."), cancellationToken);
            return;
        }

        var actor = request.Caller!.Principal;
        var changed = http.Request.Method switch
        {
            "POST" => await stops.StopAsync(model, actor, cancellationToken),
            "DELETE" => await stops.StartAsync(model, actor, cancellationToken),
            _ => false,
        };
        var (route, _) = await routes.ReadAsync(model.Id, cancellationToken);
        await JsonResponse.WriteAsync(
            http,
            json =>
            {
                json.WriteString("model", model.Id);
                json.WriteBoolean("changed", changed);
                json.WriteBoolean("stopped", route.StoppedBy is not null);
                json.WriteBoolean("paused", route.IsPaused);
            },
            cancellationToken);
    }
}
