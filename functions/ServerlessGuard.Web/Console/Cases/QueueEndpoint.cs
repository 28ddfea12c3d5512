using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Markup;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Web.Console.Pages;

namespace ServerlessGuard.Web.Console.Cases;

/// <summary>The pending cases, oldest first, by pages. It shows no content, because every read of content is an entry.</summary>
internal sealed class QueueEndpoint(ConsoleParts parts, CaseWorkflow desk) : ConsoleEndpoint(parts)
{
    public static readonly string[] ForRoles = [CallerRoles.Reviewer];

    private const int PageSize = 50;
    private readonly TimeProvider _clock = parts.Clock;

    public override string Route => "/console/cases";

    protected override IReadOnlyList<string> Roles => ForRoles;

    protected override async Task<ConsoleResponse> AnswerAsync(ConsoleRequest request, CancellationToken cancellationToken)
    {
        var query = QueueQuery.Read(request);
        var page = await desk.ListAsync(query.ToFilter(request.Actor), query.After, PageSize, cancellationToken);
        return new ConsoleResponse.Page("Cases", $"""
            <div class="title"><h1>Cases</h1><p class="hint">Oldest first · press <kbd>?</kbd> for shortcuts</p></div>
            {QueueFilters.Draw(request, query)}
            <div id="queue" data-live>
            {Html.When(page.Cases.Count > 0, () => Table(page.Cases))}
            {Html.When(page.Cases.Count == 0, () => Nothing(query, page.Next is not null))}
            {Html.When(query.After is not null || page.Next is not null, () => Pager(query, page.Next))}
            </div>
            """)
        { IsLive = true };
    }

    private Html Table(IReadOnlyList<VersionedCase> cases) => $"""
        <div class="scroll" tabindex="0" role="region" aria-label="Cases"><table class="list">
        <thead><tr><th scope="col">Case</th><th scope="col">State</th><th scope="col">Risk</th><th scope="col">Application</th><th scope="col">Reasons</th><th scope="col" class="number">Age</th><th scope="col" class="number">Time left</th></tr></thead>
        <tbody>{cases.Select(one => Row(one.Case))}</tbody>
        </table></div>
        """;

    private Html Row(CaseRecord value)
    {
        var now = _clock.GetUtcNow();
        return $"""
            <tr data-row="{value.Id}">
            <th scope="row"><a href="{CaseUrls.Of(value.Id)}">{Words.Of(value.Kind)}<span class="away"> {value.Id}</span></a> <span class="hint">{(value.IsSample ? "sample" : value.Kind == CaseKind.ToolCall ? value.Subject : "")}</span></th>
            <td>{Words.State(value.State)} {Html.When(value.State == CaseState.Claimed, () => $"<span class=\"hint\">{value.Reviewer}</span>")}{Html.When(value.Vote is not null, static () => $"<span class=\"hint\">1 of 2 approvals</span>")}</td>
            <td>{Words.Risk(value.Risk)}</td>
            <td>{value.Application ?? value.Subject} {Html.When(value.Tier is not null, () => $"<span class=\"hint\">{value.Tier}</span>")}</td>
            <td>{string.Join(", ", value.Reasons.Take(3))}{(value.Reasons.Count > 3 ? " …" : "")}</td>
            <td class="number">{Moment.Length(now - value.Opened)}</td>
            <td class="number">{(value.IsUndecided && value.Due > now ? Moment.Length(value.Due - now) : "–")}</td>
            </tr>
            """;
    }

    private static Html Nothing(QueueQuery query, bool isMore) => isMore
        ? (Html)$"<p class=\"empty\">No case on this page matches these filters. See the next page.</p>"
        : query.IsFiltered ? $"<p class=\"empty\">No case matches these filters.</p>"
        : (Html)$"<p class=\"empty\">No case is pending review. New cases appear here automatically.</p>";

    private static Html Pager(QueueQuery query, string? next) => $"""
        <nav class="pager" aria-label="Pages">
        {Html.When(query.After is not null, () => $"<a class=\"button\" href=\"{query.Address(null)}\">First page</a>")}
        {Html.When(next is not null, () => $"<a class=\"button\" href=\"{query.Address(next)}\">Next page</a>")}
        </nav>
        """;
}
