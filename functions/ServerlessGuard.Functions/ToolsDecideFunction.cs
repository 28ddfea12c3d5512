using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Functions;

/// <summary>Decides tool calls that an application runs itself.</summary>
public sealed class ToolsDecideFunction(GuardPipeline pipeline)
{
    [Function("tools_decide")]
    public Task RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "guard/tools/decide")] HttpRequest request) =>
        pipeline.HandleAsync(request.HttpContext);
}
