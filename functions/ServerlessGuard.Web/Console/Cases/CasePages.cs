using System.Security.Cryptography;
using ServerlessGuard.Core.Markup;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Web.Console.Pages;

namespace ServerlessGuard.Web.Console.Cases;

/// <summary>Makes the pages of cases.</summary>
internal sealed class CasePages(CaseWorkflow desk, TimeProvider clock)
{
    /// <summary>
    /// The page with its content. Throws <see cref="Core.Ports.StoreUnavailableException"/> when the read cannot be recorded.
    /// </summary>
    /// <param name="draft">The reviewer's input and the reason of the refusal, after a refused action; null on a fresh page.</param>
    public async Task<ConsoleResponse.Page> WholeAsync(
        ConsoleRequest request, VersionedCase found, CaseDraft? draft, CancellationToken cancellationToken)
    {
        var value = found.Case;
        var (content, isAltered) = await ReadAsync(value, request.Actor, cancellationToken);
        var original = content is not null && value.Original is not null
            ? await ReadOriginalAsync(value, request.Actor, cancellationToken)
            : null;
        var now = clock.GetUtcNow();
        return new ConsoleResponse.Page(Title(value), $"""
            {Head(request, value)}
            {Html.When(draft is not null, () => Refused(draft!))}
            {Html.When(Done(request) is not null, () => $"<div class=\"notice done\" role=\"status\"><p>{Done(request)}</p></div>")}
            <p class="lead">{Words.Question(value)} {Html.When(value.Reasons.Count > 0, () => $"Reasons: {string.Join(", ", value.Reasons)}.")}</p>
            <div class="case">
            <div>
            {CaseContentView.Draw(value, content, isAltered)}
            {Html.When(original is not null, () => CaseDiff.Draw(original!, content!))}
            </div>
            <div class="side">
            {Html.When(value.IsUndecided && now < value.Due, () => CaseForms.Draw(request, found, content, draft, now))}
            {State(value, now)}
            </div>
            </div>
            """)
        { IsLive = draft is null, Status = draft?.Status ?? 200 };
    }

    /// <summary>The parts that can change while a reviewer has the page open.</summary>
    public ConsoleResponse.Page StateOnly(ConsoleRequest request, VersionedCase found) =>
        new(Title(found.Case), $"{Head(request, found.Case)}{State(found.Case, clock.GetUtcNow())}") { IsLive = true };

    private static string Title(CaseRecord value) => $"{Words.Of(value.Kind)} {value.Id}";

    private static Html Head(ConsoleRequest request, CaseRecord value) => $"""
        <nav class="crumbs" aria-label="Breadcrumb"><a href="{QueueQuery.Root}">Cases</a></nav>
        <div class="title" id="case-head" data-live><h1>{Heading(value)}</h1>{Words.State(value.State)}{Html.When(value.State == CaseState.Claimed, () => $"<span class=\"hint\">by {(value.Reviewer == request.Actor ? "you" : value.Reviewer)}</span>")}</div>
        """;

    private static string Heading(CaseRecord value) => value switch
    {
        { Application: { } application, Kind: CaseKind.ToolCall } => $"{application}: {value.Subject}",
        { Application: { } application } => $"{application}: {Words.Of(value.Kind)}{(value.IsSample ? ", sample" : "")}",
        _ => $"{Words.Of(value.Kind)}: {value.Subject}",
    };

    private static Html Refused(CaseDraft draft) => $"""
        <div class="notice" role="alert"><h2>Action refused</h2><p>{draft.Problem}</p>
        {Html.When(draft.Reasons.Count > 0, () => $"<p>{string.Join(", ", draft.Reasons)}</p>")}</div>
        """;

    private static string? Done(ConsoleRequest request) => request.Query("done") switch
    {
        "claim" => "You have claimed this case. Nobody else can decide it for ten minutes.",
        "unclaim" => "The case is back in the queue.",
        "approve" => "The guard recorded your approval.",
        "edit" => "The guard inspected your edit again and recorded it.",
        "deny" => "You denied this case. The guard releases nothing.",
        _ => null,
    };

    private async Task<(CaseContent? Content, bool IsAltered)> ReadAsync(
        CaseRecord value, string actor, CancellationToken cancellationToken)
    {
        try
        {
            return (await desk.ReadAsync(value, actor, cancellationToken), false);
        }
        catch (CryptographicException)
        {
            return (null, true);
        }
    }

    private async Task<CaseContent?> ReadOriginalAsync(CaseRecord value, string actor, CancellationToken cancellationToken)
    {
        try
        {
            return await desk.ReadOriginalAsync(value, actor, cancellationToken);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static Html State(CaseRecord value, DateTimeOffset now) => $"""
        <section class="panel" id="case-state" data-live aria-labelledby="why">
        <h2 id="why">Routing</h2>
        <dl class="facts">
        <div><dt>Reasons</dt><dd>{(value.Reasons.Count > 0 ? string.Join(", ", value.Reasons) : value.IsSample ? "random sample" : "none")}</dd></div>
        <div><dt>Risk</dt><dd>{Words.Risk(value.Risk)}</dd></div>
        {Fact("Tier", value.Tier)}{Fact("Caller", value.Caller)}{Fact("Subject", value.Subject)}
        <div><dt>Reviewers required</dt><dd>{(value.FourEyes && !value.IsSample ? value.Vote is { } vote ? $"two; {vote.Actor} has approved" : "two" : "one")}</dd></div>
        <div><dt>Opened</dt><dd>{Moment.Show(value.Opened)}</dd></div>
        <div><dt>{(value.AllowsOnTimeout ? "Expires (approved) at" : "Expires (denied) at")}</dt><dd>{Moment.Show(value.Due)}{(value.IsUndecided && value.Due > now ? $", in {Moment.Length(value.Due - now)}" : "")}</dd></div>
        {Html.When(value.Approval is not null, () => $"<div><dt>Caller can fetch it until</dt><dd>{Moment.Show(value.Approval!.Expires)}</dd></div>")}
        {Fact("Interaction", value.Interaction)}
        </dl>
        <h2>Journal</h2>
        <ol class="journal">{value.Journal.Select(static step => (Html)$"<li><strong>{step.Actor}</strong> {Words.Act(step)} <span class=\"hint\">{Moment.Show(step.Time)}</span>{Html.When(step.Reason is not null, () => $"<br>{step.Reason}")}</li>")}</ol>
        </section>
        """;

    private static Html Fact(string name, string? value) =>
        Html.When(value is not null, () => $"<div><dt>{name}</dt><dd>{value}</dd></div>");
}
