using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Functions;

/// <summary>Human review: cases, their content, decisions and releases.</summary>
public sealed class CasesFunction(GuardPipeline pipeline)
{
    [Function("cases")]
    public Task RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "guard/cases/{*path}")] HttpRequest request) =>
        pipeline.HandleAsync(request.HttpContext);
}
