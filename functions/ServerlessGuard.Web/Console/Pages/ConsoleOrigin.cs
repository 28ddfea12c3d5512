using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace ServerlessGuard.Web.Console.Pages;

/// <summary>The console's origin, and whether a request that changes something comes from one of its own pages.</summary>
internal sealed class ConsoleOrigin(IOptions<ConsoleOptions> options)
{
    public bool IsSecure(HttpRequest request) => (options.Value.PublicOrigin?.Scheme ?? request.Scheme) == Uri.UriSchemeHttps;

    /// <summary>
    /// Browsers send the page's origin with every POST. A POST without it, or with another, is refused, in addition to the
    /// check of the session's token.
    /// </summary>
    public bool IsOwn(HttpRequest request)
    {
        var own = options.Value.PublicOrigin is { } known
            ? known.GetLeftPart(UriPartial.Authority)
            : $"{request.Scheme}://{request.Host.ToUriComponent()}";
        return request.Headers.Origin is [{ } origin]
            && string.Equals(origin, own, StringComparison.OrdinalIgnoreCase)
            && request.Headers["Sec-Fetch-Site"] is [] or ["same-origin"];
    }
}
