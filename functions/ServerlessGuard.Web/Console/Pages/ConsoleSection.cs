using ServerlessGuard.Web.Console.Sessions;
using ServerlessGuard.Web.Markup;

namespace ServerlessGuard.Web.Console.Pages;

/// <summary>An entry of the navigation. A host has those whose pages it serves.</summary>
/// <param name="Roles">Who sees it: whoever has one of these.</param>
internal sealed record ConsoleSection(int Order, string Title, ConsoleUrl Url, IReadOnlyList<string> Roles)
{
    public bool IsFor(ConsoleSession session) => Roles.Any(session.Has);
}
