using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Functions;

/// <summary>
/// The rest below <c>/v1</c>: embeddings, completions, moderations, one model, stored responses, Anthropic's messages; and the error,
/// in the caller's own shape, of what nothing serves.
/// </summary>
public sealed class OpenAiFunction(GuardPipeline pipeline)
{
    [Function("openai")]
    public Task RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", "delete", Route = "v1/{*path}")] HttpRequest request) =>
        pipeline.HandleAsync(request.HttpContext);
}
