using ServerlessGuard.Core.Markup;
using ServerlessGuard.Web.Console.Assets;
using ServerlessGuard.Web.Console.Sessions;

namespace ServerlessGuard.Web.Console.Pages;

/// <summary>The frame of every page: head, navigation, keyboard help.</summary>
internal static class ConsoleFrame
{
    public static Html Of(
        ConsoleRequest request, ConsoleResponse.Page page, IReadOnlyList<ConsoleSection> sections, ConsoleAssets assets, string nonce,
        string tag) => $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{page.Title} · ServerlessGuard</title>
        <link rel="icon" href="{assets.Icon}" type="image/svg+xml">
        <link rel="stylesheet" href="{assets.Style}" nonce="{nonce}">
        <script src="{assets.Script}" nonce="{nonce}" defer></script>
        </head>
        <body data-live="{(page.IsLive ? tag : "")}">
        <a class="skip" href="#main">Skip to the content</a>
        {Html.When(request.Session is not null, () => Header(request, sections))}
        <main id="main" tabindex="-1">
        {page.Main}
        </main>
        {Html.When(request.Session is not null, Keys)}
        </body>
        </html>
        """;

    private static Html Header(ConsoleRequest request, IReadOnlyList<ConsoleSection> sections)
    {
        var here = sections.Where(section => IsHere(section, request)).MaxBy(static section => section.Url.ToString().Length);
        return $"""
            <header>
            <a class="brand" href="{ConsoleUrl.Home}"><svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true"><path d="M12 2 4 5v6c0 5 3.4 9.3 8 11 4.6-1.7 8-6 8-11V5z"/><path class="tick" d="m8.2 12 2.7 2.7 5-5.4"/></svg><span>ServerlessGuard</span></a>
            <nav aria-label="Console"><ul>{sections.Select(section => Link(section, section == here))}</ul></nav>
            <div class="who"><span class="live" role="status" aria-live="polite"></span><span class="principal">{request.Actor}</span><span class="roles">{string.Join(", ", request.Session!.Roles)}</span>
            <form method="post" action="/console/sign-out">{ConsoleWriter.TokenField(request)}<button class="quiet">Sign out</button></form></div>
            </header>
            """;
    }

    private static Html Link(ConsoleSection section, bool isHere) =>
        $"<li><a href=\"{section.Url}\" {HtmlFlag.CurrentPage(isHere)}>{section.Title}</a></li>";

    private static bool IsHere(ConsoleSection section, ConsoleRequest request)
    {
        var path = request.Http.Request.Path.Value ?? "";
        var own = section.Url.ToString();
        return path == own || (own != ConsoleUrl.Root && path.StartsWith(own + "/", StringComparison.Ordinal));
    }

    private static Html Keys() => $"""
        <dialog id="keys" aria-labelledby="keys-title">
        <h2 id="keys-title">Keyboard shortcuts</h2>
        <dl class="keys">
        <div><dt><kbd>j</kbd> <kbd>k</kbd></dt><dd>next, previous row</dd></div>
        <div><dt><kbd>Enter</kbd></dt><dd>open the row</dd></div>
        <div><dt><kbd>c</kbd></dt><dd>claim the case</dd></div>
        <div><dt><kbd>a</kbd></dt><dd>go to Approve</dd></div>
        <div><dt><kbd>e</kbd></dt><dd>go to Edit</dd></div>
        <div><dt><kbd>d</kbd></dt><dd>go to Deny</dd></div>
        <div><dt><kbd>r</kbd></dt><dd>go to the reason</dd></div>
        <div><dt><kbd>u</kbd></dt><dd>back to the list</dd></div>
        <div><dt><kbd>/</kbd></dt><dd>go to the filters</dd></div>
        <div><dt><kbd>?</kbd></dt><dd>this help</dd></div>
        </dl>
        <form method="dialog"><button autofocus>Close</button></form>
        </dialog>
        """;
}

/// <summary>An entry of the navigation. A host registers those whose pages it serves.</summary>
/// <param name="Roles">The roles that see it; one is enough.</param>
internal sealed record ConsoleSection(int Order, string Title, ConsoleUrl Url, IReadOnlyList<string> Roles)
{
    public bool IsFor(ConsoleSession session) => Roles.Any(session.Has);
}
