using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Markup;
using ServerlessGuard.Web.Console.Pages;
using ServerlessGuard.Web.Console.Sessions;

namespace ServerlessGuard.Web.Console.Home;

/// <summary>
/// The first page: the guard's figures and plots. A session without a role for it is sent to the first section that it has a role for.
/// </summary>
internal sealed class HomeEndpoint(
    ConsoleParts parts, IEnumerable<IHomePanel> panels, IEnumerable<ConsoleSection> sections) : ConsoleEndpoint(parts)
{
    public static readonly string[] ForRoles = [CallerRoles.Auditor, CallerRoles.Admin];

    private readonly IHomePanel[] _panels = [.. panels.OrderBy(static panel => panel.Order)];
    private readonly ConsoleSection[] _sections = [.. sections.OrderBy(static section => section.Order)];

    public override string Route => "/console/";

    protected override IReadOnlyList<string> Roles => ForRoles;

    protected override ConsoleResponse? Gate(ConsoleRequest request) =>
        request.Session is { } session && !ForRoles.Any(session.Has) && FirstFor(session) is { } first
            ? new ConsoleResponse.Redirect(first.Url)
            : base.Gate(request);

    protected override async Task<ConsoleResponse> AnswerAsync(ConsoleRequest request, CancellationToken cancellationToken)
    {
        var drawn = new List<Html>(_panels.Length);
        foreach (var panel in _panels)
        {
            drawn.Add(await panel.DrawAsync(request, cancellationToken));
        }

        return new ConsoleResponse.Page("Home", $"""
            <div class="title"><h1>Home</h1><p class="hint">Policy <code>{request.Policy.RevisionId[..12]}</code></p></div>
            <div id="panels" data-live>{drawn}</div>
            """)
        { IsLive = true };
    }

    private ConsoleSection? FirstFor(ConsoleSession session) => Array.Find(_sections, section => section.IsFor(session));
}
