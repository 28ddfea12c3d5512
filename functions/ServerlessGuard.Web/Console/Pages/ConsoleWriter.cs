using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using ServerlessGuard.Core.Markup;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Web.Console.Assets;

namespace ServerlessGuard.Web.Console.Pages;

/// <summary>Sends answers: pages in the console's frame under its content policy, redirects, downloads.</summary>
internal sealed class ConsoleWriter(IEnumerable<ConsoleSection> sections, ConsoleAssets assets, IEntropy entropy)
{
    /// <summary>The form field that holds the session's synchroniser token.</summary>
    public const string FormToken = "form-token";

    private const string LiveHeader = "Guard-Live";
    private readonly ConsoleSection[] _sections = [.. sections.OrderBy(static section => section.Order)];

    /// <summary>Whether an open page requests changes. A form of another site cannot send this header.</summary>
    public static bool IsLiveUpdate(HttpRequest request) => request.Headers.ContainsKey(LiveHeader);

    /// <summary>The hidden field with the session's token.</summary>
    public static Html TokenField(ConsoleRequest request) =>
        $"<input type=\"hidden\" name=\"form-token\" value=\"{request.Session?.FormToken}\">";

    public Task WriteAsync(ConsoleRequest request, ConsoleResponse answer, CancellationToken cancellationToken) => answer switch
    {
        ConsoleResponse.Page page => WritePageAsync(request, page, cancellationToken),
        ConsoleResponse.Redirect redirect => RedirectAsync(request.Http.Response, redirect.To),
        ConsoleResponse.Download download => DownloadAsync(request.Http.Response, download, cancellationToken),
        ConsoleResponse.Refusal refusal => WritePageAsync(request, RefusalPage(refusal), cancellationToken),
        _ => throw new InvalidOperationException("An unknown answer."),
    };

    private async Task WritePageAsync(ConsoleRequest request, ConsoleResponse.Page page, CancellationToken cancellationToken)
    {
        var response = request.Http.Response;
        var tag = TagOf(page, request);
        response.Headers.ETag = tag;
        if (IsLiveUpdate(request.Http.Request) && request.Http.Request.Headers.IfNoneMatch is [{ } known] && known == tag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var nonce = Nonce();
        ApplyPolicy(response.Headers, nonce);
        var sectionsOfSession = request.Session is { } session ? _sections.Where(section => section.IsFor(session)).ToArray() : [];
        var frame = ConsoleFrame.Of(request, page, sectionsOfSession, assets, nonce, tag);
        var body = Encoding.UTF8.GetBytes(frame.ToString());
        response.StatusCode = page.Status;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, cancellationToken);
    }

    /// <summary>
    /// The browser runs and applies only the files that this answer names by its nonce, and no script can make markup from a
    /// text (Trusted Types without any policy). Referrers stay on this host; without them browsers would send no Origin either.
    /// </summary>
    private static void ApplyPolicy(IHeaderDictionary headers, string nonce)
    {
        headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; connect-src 'self'; img-src 'self'; form-action 'self'; "
            + "frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
    }

    private static Task RedirectAsync(HttpResponse response, ConsoleUrl to)
    {
        response.StatusCode = StatusCodes.Status303SeeOther;
        response.Headers.Location = to.ToString();
        return Task.CompletedTask;
    }

    private static async Task DownloadAsync(HttpResponse response, ConsoleResponse.Download download, CancellationToken cancellationToken)
    {
        response.ContentType = download.Type;
        response.Headers.ContentDisposition = $"attachment; filename=\"{download.Name}\"";
        response.ContentLength = download.Content.Length;
        await response.Body.WriteAsync(download.Content, cancellationToken);
    }

    private static ConsoleResponse.Page RefusalPage(ConsoleResponse.Refusal refusal)
    {
        var title = refusal.Status switch
        {
            401 => "Signed out",
            403 => "Not allowed",
            404 => "Not found",
            409 => "Conflict",
            429 => "Too many attempts",
            _ => "Request failed",
        };
        return new ConsoleResponse.Page(title, $"""
            <div class="notice" role="alert"><h1>{title}</h1><p>{refusal.Reason}</p>
            <p><a href="{ConsoleUrl.Home}">Back to the console</a></p></div>
            """)
        { Status = refusal.Status };
    }

    private string Nonce()
    {
        Span<byte> random = stackalloc byte[16];
        entropy.Fill(random);
        return Base64Url.EncodeToString(random);
    }

    /// <summary>A hash of the page's content without its frame, because the frame's nonce is new each time.</summary>
    private static string TagOf(ConsoleResponse.Page page, ConsoleRequest request) =>
        $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{request.Session?.Key}\n{page.Title}\n{page.Main}"))[..16])}\"";
}
