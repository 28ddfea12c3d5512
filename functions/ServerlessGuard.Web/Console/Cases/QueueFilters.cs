using ServerlessGuard.Core.Markup;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Web.Console.Pages;

namespace ServerlessGuard.Web.Console.Cases;

/// <summary>Draws the queue's filters: the form makes an address, so that people can keep and share a filtered queue.</summary>
internal static class QueueFilters
{
    private static readonly (string Value, string Name)[] Show =
        [
            ("", "Pending"), ("hold", "Pending: held"), ("sample", "Pending: samples"), ("mine", "Claimed by me"), ("all", "All open"),
            ("ended", "Closed")
        ];

    public static Html Draw(ConsoleRequest request, QueueQuery query) => $"""
        <form class="filters" method="get" action="/console/cases">
        {FilterChoice.Draw("show", "Show", query.Show, Show, isFirst: true)}
        {FilterChoice.Draw("state", "State", query.State is { } state ? Words.Of(state) : null, FilterChoice.Any(Enum.GetValues<CaseState>().Select(Words.Of)))}
        {FilterChoice.Draw("kind", "Kind", query.Kind is { } kind ? Words.Of(kind) : null, FilterChoice.Any(Enum.GetValues<CaseKind>().Select(Words.Of)))}
        {FilterChoice.Draw("application", "Application", query.Application, FilterChoice.Any(request.Policy.Applications.Keys.Order(StringComparer.Ordinal)))}
        {FilterChoice.Draw("tier", "Tier", query.Tier, FilterChoice.Any(request.Policy.Tiers.Keys.Order(StringComparer.Ordinal)))}
        <div><button>Filter</button> {Html.When(query.IsFiltered, static () => $"<a href=\"{QueueQuery.Root}\">Clear filters</a>")}</div>
        </form>
        """;
}
