using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Functions;

/// <summary>Credentials: where their rotations stand, leaks to confirm, keys to acknowledge.</summary>
public sealed class CredentialsFunction(GuardPipeline pipeline)
{
    [Function("credentials")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "guard/credentials/{*path}")] HttpRequest request) =>
        pipeline.HandleAsync(request.HttpContext);
}
