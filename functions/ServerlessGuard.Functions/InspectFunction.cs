using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Functions;

/// <summary>Judges text without calling a model.</summary>
public sealed class InspectFunction(GuardPipeline pipeline)
{
    [Function("inspect")]
    public Task RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "guard/inspect")] HttpRequest request) =>
        pipeline.HandleAsync(request.HttpContext);
}
