using Microsoft.AspNetCore.Http;

namespace ServerlessGuard.Web.Pipeline;

/// <summary>Headers of every answer. An endpoint that serves pages replaces the policy by its own.</summary>
internal static class SecurityHeaders
{
    public static void Apply(HttpContext context, string requestId)
    {
        var headers = context.Response.Headers;
        headers["x-request-id"] = requestId;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (context.Request.IsHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        }

        headers.Remove("Server");
    }
}
