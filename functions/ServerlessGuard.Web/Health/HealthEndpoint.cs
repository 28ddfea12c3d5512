using Microsoft.AspNetCore.Http;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Health;

/// <summary>Liveness: answers 200 without reading a store.</summary>
internal sealed class HealthEndpoint : GuardEndpoint
{
    public override string Route => "/health";

    public override IReadOnlyList<string> Methods { get; } = [HttpMethods.Get, HttpMethods.Head];

    public override EndpointAccess Access => EndpointAccess.Anonymous;

    public override Task HandleAsync(GuardRequest request, CancellationToken cancellationToken) =>
        JsonResponse.WriteAsync(request.Http, static json => json.WriteString("status", "ok"), cancellationToken);
}
