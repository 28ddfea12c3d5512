using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Functions;

/// <summary>Liveness and readiness.</summary>
public sealed class HealthFunction(GuardPipeline pipeline)
{
    [Function("health")]
    public Task RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request) =>
        pipeline.HandleAsync(request.HttpContext);
}
