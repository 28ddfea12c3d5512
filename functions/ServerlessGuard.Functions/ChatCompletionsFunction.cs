using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Functions;

/// <summary>OpenAI-compatible chat completions.</summary>
public sealed class ChatCompletionsFunction(GuardPipeline pipeline)
{
    [Function("chat_completions")]
    public Task RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/chat/completions")] HttpRequest request) =>
        pipeline.HandleAsync(request.HttpContext);
}
