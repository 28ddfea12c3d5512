using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using ServerlessGuard.Core.Gateway;

namespace ServerlessGuard.Web.Pipeline;

/// <summary>
/// Cross-origin requests of browsers (Fetch standard, CORS protocol) from the origins that a setting names. No answer allows
/// credentials of the browser: a caller shows its key by a header. The console's cookies stay with the console's own origin.
/// </summary>
internal sealed class CrossOrigin(IReadOnlyList<string> origins)
{
    private const string Any = "*";
    private const string Methods = "GET, POST, DELETE";

    private static readonly string Exposed = string.Join(
        ", ", GatewayHeaders.Interaction, GatewayHeaders.Join, GatewayHeaders.Verdict, GatewayHeaders.Masked, GatewayHeaders.Case,
        "x-request-id", "Retry-After");

    private readonly HashSet<string> _origins = new(origins.Select(static one => one.TrimEnd('/')), StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds the headers of an allowed origin; true when the request was a preflight, which is answered now.</summary>
    public bool Apply(HttpContext http)
    {
        var request = http.Request;
        if (_origins.Count == 0 || request.Path.StartsWithSegments("/console", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var headers = http.Response.Headers;
        headers.Append(HeaderNames.Vary, HeaderNames.Origin);
        if (request.Headers.Origin is not [{ Length: > 0 } origin] || !(_origins.Contains(Any) || _origins.Contains(origin)))
        {
            return false;
        }

        headers.AccessControlAllowOrigin = origin;
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        if (!HttpMethods.IsOptions(request.Method) || request.Headers.AccessControlRequestMethod.Count == 0)
        {
            headers.AccessControlExposeHeaders = Exposed;
            return false;
        }

        headers.AccessControlAllowMethods = Methods;
        headers.AccessControlAllowHeaders = request.Headers.AccessControlRequestHeaders;
        headers.AccessControlMaxAge = "600";
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return true;
    }
}
