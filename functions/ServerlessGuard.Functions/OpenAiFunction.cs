using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Functions;

/// <summary>
/// The rest of OpenAI's paths: embeddings, completions, moderations, one model; and the error, in OpenAI's shape, of those that
/// nothing serves.
/// </summary>
public sealed class OpenAiFunction(GuardPipeline pipeline)
{
    [Function("openai")]
    public Task RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "v1/{*path}")] HttpRequest request) =>
        pipeline.HandleAsync(request.HttpContext);
}
