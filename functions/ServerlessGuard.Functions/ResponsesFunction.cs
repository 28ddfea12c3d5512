using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Functions;

/// <summary>OpenAI-compatible responses.</summary>
public sealed class ResponsesFunction(GuardPipeline pipeline)
{
    [Function("responses")]
    public Task RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/responses")] HttpRequest request) =>
        pipeline.HandleAsync(request.HttpContext);
}
