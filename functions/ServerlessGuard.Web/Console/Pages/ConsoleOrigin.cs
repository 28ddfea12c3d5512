using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace ServerlessGuard.Web.Console.Pages;

/// <summary>Where browsers find this console, and whether a request that changes something comes from one of its own pages.</summary>
internal sealed class ConsoleOrigin(IOptions<ConsoleOptions> options)
{
    public bool IsSecure(HttpRequest request) => (options.Value.PublicOrigin?.Scheme ?? request.Scheme) == Uri.UriSchemeHttps;

    /// <summary>
    /// Browsers name the page's origin with every POST. One that does not, or names another, is refused: besides the
    /// session's own token, so that neither is the only fence.
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
