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
        {Choice("show", "Show", query.Show, Show, isFirst: true)}
        {Choice("state", "State", query.State is { } state ? Words.Of(state) : null, Any(Enum.GetValues<CaseState>().Select(Words.Of)))}
        {Choice("kind", "Kind", query.Kind is { } kind ? Words.Of(kind) : null, Any(Enum.GetValues<CaseKind>().Select(Words.Of)))}
        {Choice("application", "Application", query.Application, Any(request.Policy.Applications.Keys.Order(StringComparer.Ordinal)))}
        {Choice("tier", "Tier", query.Tier, Any(request.Policy.Tiers.Keys.Order(StringComparer.Ordinal)))}
        <div><button>Filter</button> {Html.When(query.IsFiltered, static () => $"<a href=\"{QueueQuery.Root}\">Clear filters</a>")}</div>
        </form>
        """;

    private static Html Choice(
        string name, string label, string? chosen, IEnumerable<(string Value, string Name)> options, bool isFirst = false) => $"""
        <div><label for="filter-{name}">{label}</label>
        <select id="filter-{name}" name="{name}" data-key="{(isFirst ? "/" : "")}">{options.Select(option => (Html)$"<option value=\"{option.Value}\" {HtmlFlag.Selected(option.Value == (chosen ?? ""))}>{option.Name}</option>")}</select></div>
        """;

    private static IEnumerable<(string Value, string Name)> Any(IEnumerable<string> values) =>
        values.Select(static value => (value, value)).Prepend(("", "Any"));
}
