using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Functions;

/// <summary>The reviewers' console.</summary>
public sealed class ConsoleFunction(GuardPipeline pipeline)
{
    [Function("console")]
    public Task RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "console/{*path}")] HttpRequest request) =>
        pipeline.HandleAsync(request.HttpContext);
}
