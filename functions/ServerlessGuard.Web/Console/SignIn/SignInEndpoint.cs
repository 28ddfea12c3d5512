using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Markup;
using ServerlessGuard.Web.Console.Pages;
using ServerlessGuard.Web.Console.Sessions;
using ServerlessGuard.Web.Identity;

namespace ServerlessGuard.Web.Console.SignIn;

/// <summary>
/// Begins a session for a key or an Entra access token that has a role of the console. A refusal spends the same failure
/// budget as one of a header does, and writes an entry.
/// </summary>
internal sealed class SignInEndpoint(
    ConsoleParts parts, ICallerAuthentication authentication, IAuditLog audit, IOptions<IdentityOptions> identity) : ConsoleEndpoint(parts)
{
    private static readonly string[] ConsoleRoles = [CallerRoles.Reviewer, CallerRoles.Auditor, CallerRoles.Admin];
    private readonly ConsoleParts _parts = parts;

    public override string Route => "/console/sign-in";

    public override IReadOnlyList<string> Methods { get; } = [HttpMethods.Get, HttpMethods.Post];

    protected override IReadOnlyList<string> Roles => [];

    protected override ConsoleResponse? Gate(ConsoleRequest request) => null;

    protected override async Task<ConsoleResponse> AnswerAsync(ConsoleRequest request, CancellationToken cancellationToken)
    {
        var to = ConsoleUrl.TryParse(request.IsPost ? request.Form["to"] : request.Query("to"));
        if (!request.IsPost)
        {
            return Page(request, to, null);
        }

        var presented = request.Form["key"].Trim();
        if (presented.Length == 0)
        {
            return Page(request, to, "Enter a key.", 400);
        }

        var identity = await authentication.AuthenticateAsync(request.Http, presented, request.Policy, cancellationToken);
        switch (identity)
        {
            case CallerIdentity.Known known when known.Caller.Roles.Intersect(ConsoleRoles).Any():
                await BeginAsync(request, known, cancellationToken);
                return new ConsoleResponse.Redirect(to ?? ConsoleUrl.Home);
            case CallerIdentity.Known:
                return Page(request, to, "This key is valid but has no role of the console: reviewer, auditor or admin.", 403);
            case CallerIdentity.Throttled throttled:
                request.Http.Response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(throttled.RetryAfter.TotalSeconds))
                    .ToString(CultureInfo.InvariantCulture);
                return Page(request, to, "Too many invalid keys were entered. Try again in a minute.", 429);
            default:
                return Page(request, to, "This key is not valid.", 401);
        }
    }

    private async Task BeginAsync(ConsoleRequest request, CallerIdentity.Known known, CancellationToken cancellationToken)
    {
        if (request.Session is { } former)
        {
            await _parts.Sessions.EndAsync(former, cancellationToken);
        }

        var roles = known.Caller.Roles.Intersect(ConsoleRoles).ToArray();
        var (id, session) = await _parts.Sessions.BeginAsync(known.Caller.Principal, roles, known.Until, cancellationToken);
        await audit.AppendAsync(
            new AuditEntry
            {
                Kind = AuditKinds.SessionStarted,
                Time = session.Started,
                Actor = session.Principal,
                PolicyRevision = request.Policy.RevisionId,
                Facts = new Dictionary<string, string>
                {
                    ["roles"] = string.Join(',', session.Roles),
                    ["ends"] = session.Ends.ToString("O", CultureInfo.InvariantCulture),
                    ["request"] = request.Http.TraceIdentifier,
                    ["remote"] = request.Http.Connection.RemoteIpAddress?.ToString() ?? "unknown",
                },
            },
            cancellationToken);
        SessionCookie.Write(request.Http.Response, _parts.Origin.IsSecure(request.Http.Request), id, session.Ends);
    }

    private ConsoleResponse.Page Page(ConsoleRequest request, ConsoleUrl? to, string? problem, int status = 200) => new("Sign in", $"""
        <div class="sign-in">
        <svg class="mark" viewBox="0 0 24 24" width="44" height="44" aria-hidden="true"><path d="M12 2 4 5v6c0 5 3.4 9.3 8 11 4.6-1.7 8-6 8-11V5z"/><path class="tick" d="m8.2 12 2.7 2.7 5-5.4"/></svg>
        <h1>ServerlessGuard</h1>
        <p class="lead">Sign in to the console</p>
        <form method="post" action="/console/sign-in">
        {ConsoleWriter.TokenField(request)}
        <input type="hidden" name="to" value="{to?.ToString()}">
        <label for="key">{KeyLabel}</label>
        <input id="key" name="key" type="password" autocomplete="current-password" spellcheck="false" required autofocus aria-describedby="key-help" {HtmlFlag.Invalid(problem is not null)}>
        {Html.When(problem is not null, () => $"<p class=\"problem\" role=\"alert\">{problem}</p>")}
        <button class="primary">Sign in</button>
        <p id="key-help" class="hint">The key needs the role reviewer, auditor or admin. On the guard's machine, <code>guard keys create NAME --role reviewer</code> creates one.</p>
        </form>
        </div>
        """)
    {
        Status = status,
    };

    private string KeyLabel => identity.Value.Entra is null ? "Key" : "Key, or Entra access token";
}
