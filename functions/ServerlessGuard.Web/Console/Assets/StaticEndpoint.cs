using Microsoft.AspNetCore.Http;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Console.Assets;

/// <summary>Serves style, script and icon, which are the same for everybody and need no session.</summary>
internal sealed class StaticEndpoint(ConsoleAssets assets) : GuardEndpoint
{
    public override string Route => "/console/static/{name}";

    public override IReadOnlyList<string> Methods { get; } = [HttpMethods.Get, HttpMethods.Head];

    public override EndpointAccess Access => EndpointAccess.Anonymous;

    public override async Task HandleAsync(GuardRequest request, CancellationToken cancellationToken)
    {
        if (assets.Find(request.RouteValues["name"]) is not ({ } content, { } type))
        {
            await ErrorResponse.WriteAsync(
                request.Http, new GuardError(404, "not_found", "The console has no such file."), cancellationToken);
            return;
        }

        var response = request.Http.Response;
        response.ContentType = type;
        response.ContentLength = content.Length;
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        if (!HttpMethods.IsHead(request.Http.Request.Method))
        {
            await response.Body.WriteAsync(content, cancellationToken);
        }
    }
}
