using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Functions;

/// <summary>The console: the reviewer's with its cases, the auditor's with what the log and the journals show.</summary>
public sealed class ConsoleFunction(GuardPipeline pipeline)
{
    [Function("console")]
    public Task RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "console/{*path}")] HttpRequest request) =>
        pipeline.HandleAsync(request.HttpContext);
}
