using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Functions;

/// <summary>Outputs of applications that are not behind the gateway.</summary>
public sealed class OutputsFunction(GuardPipeline pipeline)
{
    [Function("outputs")]
    public Task RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "guard/outputs")] HttpRequest request) =>
        pipeline.HandleAsync(request.HttpContext);
}
