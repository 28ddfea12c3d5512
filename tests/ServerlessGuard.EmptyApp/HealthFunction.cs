using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace ServerlessGuard.EmptyApp;

public sealed class HealthFunction
{
    [Function("health")]
    public static Task RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request) =>
        request.HttpContext.Response.WriteAsync("ok");
}
