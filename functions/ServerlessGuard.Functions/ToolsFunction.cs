using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Functions;

/// <summary>Decides tool calls that an application runs itself, and inspects their results.</summary>
public sealed class ToolsFunction(GuardPipeline pipeline)
{
    [Function("tools")]
    public Task RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "guard/tools/{*path}")] HttpRequest request) =>
        pipeline.HandleAsync(request.HttpContext);
}
