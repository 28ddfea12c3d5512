using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Functions;

/// <summary>Statements that stand alone, each with its entry and its proof.</summary>
public sealed class StatementsFunction(GuardPipeline pipeline)
{
    [Function("statements")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "guard/statements/{*path}")] HttpRequest request) =>
        pipeline.HandleAsync(request.HttpContext);
}
