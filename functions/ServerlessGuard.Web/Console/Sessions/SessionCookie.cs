using Microsoft.AspNetCore.Http;

namespace ServerlessGuard.Web.Console.Sessions;

/// <summary>
/// The cookie that holds a session's id. Over HTTPS its name has the prefix <c>__Host-</c>, so that browsers accept no
/// cookie of that name from another host, another path or plain HTTP. On loopback there is no HTTPS and no prefix.
/// </summary>
internal static class SessionCookie
{
    private const string Name = "guard-console";

    public static string? Read(HttpRequest request, bool isSecure) => request.Cookies[NameFor(isSecure)];

    /// <param name="ends">The browser deletes the cookie then; the server ends the session whatever the browser does.</param>
    public static void Write(HttpResponse response, bool isSecure, string id, DateTimeOffset ends) =>
        response.Cookies.Append(NameFor(isSecure), id, Options(isSecure, ends));

    public static void Remove(HttpResponse response, bool isSecure) =>
        response.Cookies.Append(NameFor(isSecure), "", Options(isSecure, DateTimeOffset.UnixEpoch));

    private static string NameFor(bool isSecure) => isSecure ? "__Host-" + Name : Name;

    private static CookieOptions Options(bool isSecure, DateTimeOffset expires) => new()
    {
        HttpOnly = true,
        Secure = isSecure,
        SameSite = SameSiteMode.Strict,
        Path = "/",
        Expires = expires,
        IsEssential = true,
    };
}
