using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Events;

/// <summary>
/// CloudEvents' abuse protection (HTTP 1.1 Web Hooks for Event Delivery, section 4): allows origins to deliver here.
/// Anonymous, because the sender holds no token yet; it grants nothing, since each delivery authenticates itself. The guard
/// never calls the callback URL of a sender, because any client could then send requests through the guard.
/// </summary>
internal sealed class EventsHandshakeEndpoint(IOptions<EventsOptions> options) : GuardEndpoint
{
    public override string Route => EventsEndpoint.Path;

    public override IReadOnlyList<string> Methods { get; } = [HttpMethods.Options];

    public override EndpointAccess Access => EndpointAccess.Anonymous;

    public override async Task HandleAsync(GuardRequest request, CancellationToken cancellationToken)
    {
        var events = options.Value;
        var headers = request.Http.Request.Headers;
        var asked = headers["WebHook-Request-Origin"];
        var origin = asked.Count == 1
            ? events.AllowedOrigins.FirstOrDefault(allowed => string.Equals(allowed, asked[0], StringComparison.OrdinalIgnoreCase))
            : null;
        if (origin is null)
        {
            await ErrorResponse.WriteAsync(
                request.Http, new GuardError(403, "origin_not_allowed", "This origin may not deliver events here."), cancellationToken);
            return;
        }

        var rate = int.TryParse(headers["WebHook-Request-Rate"], NumberStyles.None, CultureInfo.InvariantCulture, out var wanted)
            && wanted > 0
            ? Math.Min(wanted, events.AllowedRate)
            : events.AllowedRate;
        var response = request.Http.Response;
        response.Headers["WebHook-Allowed-Origin"] = origin;
        response.Headers["WebHook-Allowed-Rate"] = rate.ToString(CultureInfo.InvariantCulture);
        response.Headers.Allow = "POST";
        response.StatusCode = StatusCodes.Status200OK;
    }
}
