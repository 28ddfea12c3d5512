using ServerlessGuard.Core.Audit.Reports;
using ServerlessGuard.Core.Markup;
using ServerlessGuard.Web.Console.Pages;

namespace ServerlessGuard.Web.Console.Traces;

/// <summary>
/// The decisions of a period by application, rule and kind: what an observed tier would stop, and what an exception would save.
/// </summary>
internal sealed class ReportEndpoint(ConsoleParts parts, TraceReader traces) : ConsoleEndpoint(parts)
{
    private static readonly (string Value, string Name, TimeSpan Back)[] Ranges =
    [
        ("1h", "1 hour", TimeSpan.FromHours(1)), ("1d", "1 day", TimeSpan.FromDays(1)), ("7d", "7 days", TimeSpan.FromDays(7)),
        ("30d", "30 days", TimeSpan.FromDays(30)),
    ];

    public static ConsoleUrl Address { get; } = ConsoleUrl.Of("report");

    public override string Route => "/console/report";

    protected override IReadOnlyList<string> Roles => TraceReader.ForRoles;

    protected override async Task<ConsoleResponse> AnswerAsync(ConsoleRequest request, CancellationToken cancellationToken)
    {
        var range = Array.Find(Ranges, one => one.Value == request.Query("since")) is { Value: not null } known ? known : Ranges[2];
        var report = await traces.ReportAsync(range.Back, cancellationToken);
        return new ConsoleResponse.Page("Report", $"""
            <div class="title"><h1>Report</h1><p class="hint">{Period(report)}</p></div>
            <form class="filters" method="get" action="/console/report">
            {FilterChoice.Draw("since", "Period", range.Value, Ranges.Select(static one => (one.Value, one.Name)), isFirst: true)}
            <div><button>Show</button></div>
            </form>
            {(report.Applications.Count > 0 ? Tables(report) : (Html)$"<p class=\"empty\">No interaction of this period is in the log.</p>")}
            """);
    }

    private static Html Period(ActivityReport report) => report.From is null ? Html.Empty
        : $"From {Moment.Show(report.From)} on{(report.IsCut ? "; older entries of the period were left out" : "")}";

    private static Html Tables(ActivityReport report) => $"""
        <h2>Applications</h2>
        <p>In mode observe every request and answer passed: the counts say what would have happened.</p>
        <div class="scroll" tabindex="0" role="region" aria-label="Applications"><table class="list">
        <thead><tr><th scope="col">Application</th><th scope="col">Mode</th><th scope="col" class="number">Interactions</th><th scope="col" class="number">Allowed</th><th scope="col" class="number">Changed</th><th scope="col" class="number">Held</th><th scope="col" class="number">Blocked</th><th scope="col" class="number">Interrupted</th></tr></thead>
        <tbody>{report.Applications.Select(Row)}</tbody>
        </table></div>
        {Html.When(report.Reasons.Count > 0, () => Reasons(report))}
        {Html.When(report.Kinds.Count > 0, () => Kinds(report))}
        """;

    private static Html Row(ApplicationActivity one) => $"""
        <tr><th scope="row">{one.Application}</th><td>{one.Mode}</td><td class="number">{Link(one.Interactions, one.Application, null)}</td>
        <td class="number">{Link(one.Allowed, one.Application, "allow")}</td><td class="number">{Link(one.Changed, one.Application, "redact")}</td>
        <td class="number">{Link(one.Held, one.Application, "hold")}</td><td class="number">{Link(one.Blocked, one.Application, "block")}</td>
        <td class="number">{Link(one.Interrupted, one.Application, "interrupted")}</td></tr>
        """;

    private static Html Reasons(ActivityReport report) => $"""
        <h2>Rules and reasons</h2>
        <p>Alone: held or blocked for no other reason, so that an exception from the rule would let them pass.</p>
        <div class="scroll" tabindex="0" role="region" aria-label="Rules and reasons"><table class="list">
        <thead><tr><th scope="col">Reason</th><th scope="col">Application</th><th scope="col">Mode</th><th scope="col" class="number">Changed</th><th scope="col" class="number">Held</th><th scope="col" class="number">Blocked</th><th scope="col" class="number">Alone</th><th scope="col">Look at</th></tr></thead>
        <tbody>{report.Reasons.Select(Row)}</tbody>
        </table></div>
        """;

    private static Html Row(ReasonActivity one) => $"""
        <tr><th scope="row"><a href="{InteractionQuery.Of(one.Application, reason: one.Reason)}">{one.Reason}</a></th><td>{one.Application}</td><td>{one.Mode}</td>
        <td class="number">{Number(one.Changed)}</td><td class="number">{Number(one.Held)}</td><td class="number">{Number(one.Blocked)}</td><td class="number">{Number(one.Alone)}</td>
        <td>{one.Examples.Take(2).Select(static id => (Html)$"<a href=\"{ConsoleUrl.Of("interactions", id)}\">{id}</a> ")}</td></tr>
        """;

    private static Html Kinds(ActivityReport report) => $"""
        <h2>Found</h2>
        <div class="scroll" tabindex="0" role="region" aria-label="Kinds of findings"><table class="list">
        <thead><tr><th scope="col">Kind</th><th scope="col">Application</th><th scope="col" class="number">Values</th></tr></thead>
        <tbody>{report.Kinds.Select(static one => (Html)$"<tr><th scope=\"row\"><a href=\"{InteractionQuery.Of(one.Application, kind: one.Kind)}\">{one.Kind}</a></th><td>{one.Application}</td><td class=\"number\">{Number(one.Findings)}</td></tr>")}</tbody>
        </table></div>
        """;

    private static Html Link(long count, string application, string? verdict) => count == 0
        ? $"{Number(count)}"
        : (Html)$"<a href=\"{InteractionQuery.Of(application, verdict)}\">{Number(count)}</a>";

    private static string Number(long count) => count.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
