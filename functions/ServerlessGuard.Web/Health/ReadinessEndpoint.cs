using Microsoft.AspNetCore.Http;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Health;

/// <summary>Readiness: 200 when every store answers, 503 when one does not. The answer names the store, never the reason.</summary>
internal sealed class ReadinessEndpoint(StoreChecks checks) : GuardEndpoint
{
    public override string Route => "/health/ready";

    public override IReadOnlyList<string> Methods { get; } = [HttpMethods.Get, HttpMethods.Head];

    public override EndpointAccess Access => EndpointAccess.Anonymous;

    public override async Task HandleAsync(GuardRequest request, CancellationToken cancellationToken)
    {
        var stores = await checks.ResultAsync().WaitAsync(cancellationToken);
        var ready = stores.Values.All(static ok => ok);
        request.Http.Response.StatusCode = ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        await JsonResponse.WriteAsync(
            request.Http,
            json =>
            {
                json.WriteString("status", ready ? "ready" : "unavailable");
                json.WriteStartObject("stores");
                foreach (var (name, ok) in stores)
                {
                    json.WriteString(name, ok ? "ok" : "unavailable");
                }

                json.WriteEndObject();
            },
            cancellationToken);
    }
}
