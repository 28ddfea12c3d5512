using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Functions;

/// <summary>The transparency log: checkpoint, tiles, entries.</summary>
public sealed class LogFilesFunction(GuardPipeline pipeline)
{
    [Function("log_files")]
    public Task RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "guard/log/{*path}")] HttpRequest request) =>
        pipeline.HandleAsync(request.HttpContext);
}
