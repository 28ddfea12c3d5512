using Microsoft.AspNetCore.Http;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Web.Console.Sessions;
using ServerlessGuard.Web.Pipeline;

namespace ServerlessGuard.Web.Console.Pages;

/// <summary>A request for a page of the console, with its session and form.</summary>
internal sealed record ConsoleRequest
{
    public required GuardRequest Guard { get; init; }

    /// <summary>The session of the request; null only on pages that need none.</summary>
    public required ConsoleSession? Session { get; init; }

    /// <summary>The posted form; empty on a GET.</summary>
    public ConsoleForm Form { get; init; } = ConsoleForm.Empty;

    public HttpContext Http => Guard.Http;

    public GuardPolicy Policy => Guard.Policy;

    /// <summary>The principal who signed in.</summary>
    public string Actor => Session!.Principal;

    public bool IsPost => HttpMethods.IsPost(Http.Request.Method);

    public string Route(string name) => Guard.RouteValues[name];

    /// <summary>A query value, null when it is absent, empty, repeated or longer than any that the console itself writes.</summary>
    public string? Query(string name) => Http.Request.Query[name] is [{ Length: > 0 and <= 512 } value] ? value : null;
}
