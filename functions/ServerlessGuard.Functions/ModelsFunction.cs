using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Functions;

/// <summary>The models that the caller may use.</summary>
public sealed class ModelsFunction(GuardPipeline pipeline)
{
    [Function("models")]
    public Task RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/models")] HttpRequest request) =>
        pipeline.HandleAsync(request.HttpContext);
}
