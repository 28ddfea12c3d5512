using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Functions;

/// <summary>The kill switch of a model.</summary>
public sealed class ModelStopFunction(GuardPipeline pipeline)
{
    [Function("model_stop")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", "delete", Route = "guard/models/{id}/stop")] HttpRequest request) =>
        pipeline.HandleAsync(request.HttpContext);
}
