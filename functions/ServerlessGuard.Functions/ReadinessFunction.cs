using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Functions;

/// <summary>Whether the stores answer.</summary>
public sealed class ReadinessFunction(GuardPipeline pipeline)
{
    [Function("readiness")]
    public Task RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "health/ready")] HttpRequest request) =>
        pipeline.HandleAsync(request.HttpContext);
}
