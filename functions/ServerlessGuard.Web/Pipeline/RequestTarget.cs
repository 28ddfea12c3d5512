using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ServerlessGuard.Web.Pipeline;

/// <summary>The path as the client wrote it. The server's own Path is decoded and has dot segments removed.</summary>
internal static class RequestTarget
{
    public static string PathOf(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget;
        if (string.IsNullOrEmpty(target))
        {
            return context.Request.Path.ToUriComponent();
        }

        if (target[0] != '/')
        {
            // absolute-form (RFC 9112, section 3.2.2): a server must accept it.
            var authority = target.IndexOf("://", StringComparison.Ordinal);
            var slash = authority < 0 ? -1 : target.IndexOf('/', authority + 3);
            if (slash < 0)
            {
                return "";
            }

            target = target[slash..];
        }

        var end = target.AsSpan().IndexOfAny('?', '#');
        return end < 0 ? target : target[..end];
    }
}
