using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Audit.Reports;
using ServerlessGuard.Core.Markup;
using ServerlessGuard.Web.Console.Pages;

namespace ServerlessGuard.Web.Console.Traces;

/// <summary>The interactions, newest first, with filters, by pages; and the form that finds one by its id.</summary>
internal sealed class InteractionsEndpoint(ConsoleParts parts, TraceReader traces) : ConsoleEndpoint(parts)
{
    private const int PageSize = 50;

    public static ConsoleUrl Address { get; } = ConsoleUrl.Of("interactions");

    public override string Route => "/console/interactions";

    protected override IReadOnlyList<string> Roles => TraceReader.ForRoles;

    protected override async Task<ConsoleResponse> AnswerAsync(ConsoleRequest request, CancellationToken cancellationToken)
    {
        if (request.Query("id")?.Trim() is { Length: > 0 } id and not ("." or ".."))
        {
            return new ConsoleResponse.Redirect(ConsoleUrl.Of("interactions", id));
        }

        var query = InteractionQuery.Read(request);
        var page = await traces.ListAsync(query.Matches, query.Before, PageSize, cancellationToken);
        return new ConsoleResponse.Page("Interactions", $"""
            <div class="title"><h1>Interactions</h1><p class="hint">Newest first, from the audit log</p></div>
            <form class="search" method="get" action="/console/interactions">
            <label for="id">Interaction</label>
            <input id="id" name="id" required maxlength="128" autocomplete="off" spellcheck="false" placeholder="01M84GTE6218P7D36VYZ0ZZNVM">
            <button class="primary">Show</button>
            <p class="hint">Every answer names its interaction in the header <code>Guard-Interaction</code>.</p>
            </form>
            {Filters(request, query)}
            {(page.Entries.Count > 0 ? Table(page.Entries) : (Html)$"<p class=\"empty\">{Nothing(query, page)}</p>")}
            {Pager(query, page)}
            """);
    }

    private static Html Filters(ConsoleRequest request, InteractionQuery query) => $"""
        <form class="filters" method="get" action="/console/interactions">
        {FilterChoice.Draw("application", "Application", query.Application, FilterChoice.Any(request.Policy.Applications.Keys.Order(StringComparer.Ordinal)), isFirst: true)}
        {FilterChoice.Draw("verdict", "Verdict", query.Verdict, FilterChoice.Any(InteractionQuery.Verdicts))}
        {FilterChoice.Draw("model", "Model", query.Model, FilterChoice.Any(request.Policy.Models.Keys.Order(StringComparer.Ordinal)))}
        <div><label for="filter-reason">Rule or reason</label><input id="filter-reason" name="reason" maxlength="128" autocomplete="off" spellcheck="false" value="{query.Reason ?? ""}"></div>
        <div><label for="filter-kind">Kind of finding</label><input id="filter-kind" name="kind" maxlength="64" autocomplete="off" spellcheck="false" value="{query.Kind ?? ""}"></div>
        <div><button>Filter</button> {Html.When(query.IsFiltered, static () => $"<a href=\"{Address}\">Clear filters</a>")}</div>
        </form>
        """;

    private static Html Table(IReadOnlyList<AuditEntry> entries) => $"""
        <div class="scroll" tabindex="0" role="region" aria-label="Interactions"><table class="list">
        <thead><tr><th scope="col">Interaction</th><th scope="col">Time</th><th scope="col">Application</th><th scope="col">Model</th><th scope="col">Verdict</th><th scope="col">Reasons</th><th scope="col">Found</th></tr></thead>
        <tbody>{entries.Select(Row)}</tbody>
        </table></div>
        """;

    private static Html Row(AuditEntry entry) => $"""
        <tr data-row="{entry.Interaction!}">
        <th scope="row"><a href="{ConsoleUrl.Of("interactions", entry.Interaction!)}">{entry.Interaction!}</a></th>
        <td>{Moment.Show(entry.Time)}</td><td>{entry.Application ?? "–"}</td><td>{entry.Facts.GetValueOrDefault("model") ?? "–"}</td>
        <td>{(entry.Kind == AuditKinds.InteractionInterrupted ? Badge.Plain("interrupted") : Badge.Verdict(entry.Verdict))} {Html.When(entry.Facts.GetValueOrDefault("enforce") == "observe", static () => $"<span class=\"hint\">observed: it passed</span>")}</td>
        <td>{entry.Facts.GetValueOrDefault("reasons")?.Replace(",", ", ", StringComparison.Ordinal) ?? "–"}</td>
        <td>{(entry.Findings.Count > 0 ? string.Join(", ", entry.Findings.Select(static found => $"{found.Key} {found.Value}")) : "–")}</td>
        </tr>
        """;

    private static string Nothing(InteractionQuery query, InteractionPage page) => (query.IsFiltered, page.Next, page.Oldest) switch
    {
        (true, not null, { } oldest) =>
            $"No interaction since {oldest.UtcDateTime.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture)}Z matches these filters. Older ones are on the next page.",
        (true, _, _) => "No interaction matches these filters.",
        _ => "The log holds no interaction yet. A running guard sequences its entries every few seconds.",
    };

    private static Html Pager(InteractionQuery query, InteractionPage page) =>
        Html.When(query.Before is not null || page.Next is not null, () => $"""
        <nav class="pager" aria-label="Pages">
        {Html.When(query.Before is not null, () => $"<a class=\"button\" href=\"{query.Page(null)}\">Newest</a>")}
        {Html.When(page.Next is not null, () => $"<a class=\"button\" href=\"{query.Page(page.Next)}\">Older</a>")}
        </nav>
        """);
}
