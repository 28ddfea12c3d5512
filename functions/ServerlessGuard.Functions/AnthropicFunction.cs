using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Functions;

/// <summary>The paths that Anthropic's clients use on hosts of many APIs: <c>/anthropic/v1/messages</c>.</summary>
public sealed class AnthropicFunction(GuardPipeline pipeline)
{
    [Function("anthropic")]
    public Task RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "anthropic/{*path}")] HttpRequest request) =>
        pipeline.HandleAsync(request.HttpContext);
}
