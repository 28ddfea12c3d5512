using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Functions;

/// <summary>The log's entries of one interaction.</summary>
public sealed class InteractionsFunction(GuardPipeline pipeline)
{
    [Function("interactions")]
    public Task RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "guard/interactions/{id}")] HttpRequest request) =>
        pipeline.HandleAsync(request.HttpContext);
}
