using Microsoft.AspNetCore.Http;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Web.Console.Pages;
using ServerlessGuard.Web.Console.Sessions;

namespace ServerlessGuard.Web.Console.SignIn;

/// <summary>Ends the session, on the server first. It is idempotent.</summary>
internal sealed class SignOutEndpoint(ConsoleParts parts, IAuditLog audit) : ConsoleEndpoint(parts)
{
    private readonly ConsoleParts _parts = parts;

    public override string Route => "/console/sign-out";

    public override IReadOnlyList<string> Methods { get; } = [HttpMethods.Post];

    protected override IReadOnlyList<string> Roles => [];

    protected override ConsoleResponse? Gate(ConsoleRequest request) => null;

    protected override async Task<ConsoleResponse> AnswerAsync(ConsoleRequest request, CancellationToken cancellationToken)
    {
        if (request.Session is { } session)
        {
            await _parts.Sessions.EndAsync(session, cancellationToken);
            await audit.AppendAsync(
                new AuditEntry
                {
                    Kind = AuditKinds.SessionEnded,
                    Time = _parts.Clock.GetUtcNow(),
                    Actor = session.Principal,
                    PolicyRevision = request.Policy.RevisionId
                },
                cancellationToken);
        }

        var http = request.Http;
        SessionCookie.Remove(http.Response, _parts.Origin.IsSecure(http.Request));
        http.Response.Headers["Clear-Site-Data"] = "\"cache\"";
        return new ConsoleResponse.Redirect(ConsoleUrl.Of("sign-in"));
    }
}
