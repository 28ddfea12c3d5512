using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using ServerlessGuard.Web.Console.Sessions;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Console.Pages;

/// <summary>
/// A page of the console. The pipeline lets everybody through to it; this class then requires a valid session, a role that
/// the page names and, for every change, a form with the session's token. It denies by default: a page that names no role
/// opens for nobody.
/// </summary>
internal abstract class ConsoleEndpoint(ConsoleParts parts) : GuardEndpoint
{
    public sealed override EndpointAccess Access => EndpointAccess.Anonymous;

    public sealed override long? MaxBodyBytes => parts.Options.MaxFormBytes;

    public override IReadOnlyList<string> Methods { get; } = [HttpMethods.Get];

    /// <summary>The roles for this page; one is enough.</summary>
    protected abstract IReadOnlyList<string> Roles { get; }

    public sealed override async Task HandleAsync(GuardRequest request, CancellationToken cancellationToken)
    {
        var http = request.Http;
        var isPost = HttpMethods.IsPost(http.Request.Method);
        var secure = parts.Origin.IsSecure(http.Request);
        var session = SessionCookie.Read(http.Request, secure) is { } id
            ? await parts.Sessions.FindAsync(id, isUse: !ConsoleWriter.IsLiveUpdate(http.Request), cancellationToken)
            : null;
        var asked = new ConsoleRequest { Guard = request, Session = session };
        if (isPost)
        {
            (var form, var refusal) = await ReadFormAsync(http, cancellationToken);
            asked = asked with { Form = form ?? ConsoleForm.Empty };
            if ((refusal ?? RefuseForgery(asked)) is { } no)
            {
                await parts.Writer.WriteAsync(asked, no, cancellationToken);
                return;
            }
        }

        await parts.Writer.WriteAsync(asked, Gate(asked) ?? await AnswerAsync(asked, cancellationToken), cancellationToken);
    }

    protected abstract Task<ConsoleResponse> AnswerAsync(ConsoleRequest request, CancellationToken cancellationToken);

    /// <summary>The refusal of this request, or null. Pages that need no session override this.</summary>
    protected virtual ConsoleResponse? Gate(ConsoleRequest request)
    {
        if (request.Session is null)
        {
            return request.IsPost || ConsoleWriter.IsLiveUpdate(request.Http.Request)
                ? new ConsoleResponse.Refusal(401, "Your session has ended, and the guard changed nothing. Sign in again.")
                : new ConsoleResponse.Redirect(ConsoleUrl.Of("sign-in").With("to", Here(request.Http.Request)));
        }

        return Roles.Any(request.Session.Has) ? null : new ConsoleResponse.Refusal(403, "Your key has no role for this page.");
    }

    /// <summary>The refusal of a form that no page of this session sent, or null. The token is compared in constant time.</summary>
    protected virtual ConsoleResponse? RefuseForgery(ConsoleRequest request)
    {
        if (!parts.Origin.IsOwn(request.Http.Request))
        {
            return Forged();
        }

        return request.Session is { } session && !CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(session.FormToken), Encoding.UTF8.GetBytes(request.Form[ConsoleWriter.FormToken]))
            ? Forged()
            : null;
    }

    protected static ConsoleResponse Forged() =>
        new ConsoleResponse.Refusal(403, "This form does not belong to your session. Open the page again and repeat the action.");

    private async ValueTask<(ConsoleForm?, ConsoleResponse?)> ReadFormAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var (form, error) = await ConsoleForm.ReadAsync(
            http, parts.Options.MaxFormBytes, parts.BodyTimeout, parts.Clock, cancellationToken);
        return (form, error is null ? null : new ConsoleResponse.Refusal(error.Status, error.Message));
    }

    private static string Here(HttpRequest request) => request.Path.ToUriComponent() + request.QueryString.ToUriComponent();
}
