using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Functions;

/// <summary>How much waits for reviewers.</summary>
public sealed class ReviewLoadFunction(GuardPipeline pipeline)
{
    [Function("review_load")]
    public Task RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "guard/review/load")] HttpRequest request) =>
        pipeline.HandleAsync(request.HttpContext);
}
