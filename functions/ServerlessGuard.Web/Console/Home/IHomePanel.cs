using ServerlessGuard.Core.Markup;
using ServerlessGuard.Web.Console.Pages;

namespace ServerlessGuard.Web.Console.Home;

/// <summary>A part of the home page. A capability registers its own as a service.</summary>
internal interface IHomePanel
{
    /// <summary>Panels are ordered by it, the lowest first.</summary>
    int Order { get; }

    ValueTask<Html> DrawAsync(ConsoleRequest request, CancellationToken cancellationToken);
}
