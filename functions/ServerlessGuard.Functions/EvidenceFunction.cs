using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Functions;

/// <summary>The newest evidence, and its files.</summary>
public sealed class EvidenceFunction(GuardPipeline pipeline)
{
    [Function("evidence")]
    public Task RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "guard/evidence/{*path}")] HttpRequest request) =>
        pipeline.HandleAsync(request.HttpContext);
}
