using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Functions;

/// <summary>LiteLLM's generic guardrail API.</summary>
public sealed class GuardrailFunction(GuardPipeline pipeline)
{
    [Function("guardrail")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "beta/litellm_basic_guardrail_api")] HttpRequest request) =>
        pipeline.HandleAsync(request.HttpContext);
}
