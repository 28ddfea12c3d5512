using ServerlessGuard.Web.Console.Pages;
using ServerlessGuard.Web.Markup;

namespace ServerlessGuard.Web.Console.Home;

/// <summary>A part of the home page. A capability adds its own as a service.</summary>
internal interface IHomePanel
{
    /// <summary>Lower stands higher.</summary>
    int Order { get; }

    ValueTask<Html> DrawAsync(ConsoleRequest request, CancellationToken cancellationToken);
}
