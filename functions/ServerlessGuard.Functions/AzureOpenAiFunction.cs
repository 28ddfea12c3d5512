using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Functions;

/// <summary>The paths that clients of Azure OpenAI use: <c>/openai/v1/…</c> and <c>/openai/deployments/{deployment}/…</c>.</summary>
public sealed class AzureOpenAiFunction(GuardPipeline pipeline)
{
    [Function("azure_openai")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", "delete", Route = "openai/{*path}")] HttpRequest request) =>
        pipeline.HandleAsync(request.HttpContext);
}
