using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Functions;

/// <summary>Event Grid deliveries over HTTP: both schemas, both handshakes.</summary>
public sealed class EventsFunction(GuardPipeline pipeline)
{
    [Function("events")]
    public Task RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", "options", Route = "events")] HttpRequest request) =>
        pipeline.HandleAsync(request.HttpContext);
}
