using ServerlessGuard.Core.Markup;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Web.Console.Pages;

namespace ServerlessGuard.Web.Console.Cases;

/// <summary>
/// Draws the forms for a case. Each form carries the version that the page shows, so that nobody decides on a version that they have not
/// seen.
/// </summary>
internal static class CaseForms
{
    public static Html Draw(ConsoleRequest request, VersionedCase found, CaseContent? content, CaseDraft? draft, DateTimeOffset now)
    {
        var value = found.Case;
        if (value.Caller == request.Actor)
        {
            return $"<p class=\"notice\">This is your own interaction. Another reviewer must decide it.</p>";
        }

        if (value.State == CaseState.Claimed && value.Reviewer != request.Actor && now < value.ClaimedUntil)
        {
            return $"<p class=\"notice\">{value.Reviewer} has claimed this case until {Moment.Show(value.ClaimedUntil)}.</p>";
        }

        return $"""
            {Claim(request, found)}
            {Html.When(value.Vote?.Actor == request.Actor, static () => $"<p class=\"notice\">You gave the first of two approvals. Another reviewer must give the second.</p>")}
            {Decide(request, found, value.Vote?.Actor != request.Actor, draft)}
            {Html.When(content?.Answer is not null && !value.IsSample && value.Kind != CaseKind.Input, () => Edit(request, found, content!, draft))}
            """;
    }

    private static Html Claim(ConsoleRequest request, VersionedCase found)
    {
        var isMine = found.Case.State == CaseState.Claimed && found.Case.Reviewer == request.Actor;
        return $"""
            <form class="decision" method="post" action="{CaseUrls.Act(found.Case.Id, isMine ? "unclaim" : "claim")}">
            {Hidden(request, found)}
            <button data-key="c">{(isMine ? "Unclaim" : "Claim")}<kbd aria-hidden="true">c</kbd></button>
            <span class="hint">{(isMine ? (Html)$"claimed by you until {Moment.Show(found.Case.ClaimedUntil)}" : $"nobody else can decide it while you review")}</span>
            </form>
            """;
    }

    private static Html Decide(ConsoleRequest request, VersionedCase found, bool mayApprove, CaseDraft? draft) => $"""
        <form class="decision" method="post" action="{CaseUrls.Act(found.Case.Id, mayApprove ? "approve" : "deny")}">
        {Hidden(request, found)}
        <label for="reason">Reason <span class="hint">recorded in the journal</span></label>
        <textarea id="reason" class="reason" name="reason" maxlength="500" data-key="r">
        {(draft?.Act is "approve" or "deny" ? draft.Reason : "")}</textarea>
        <div class="buttons">
        {Html.When(mayApprove, () => $"<button class=\"primary\" data-key=\"a\">{ApproveWord(found.Case)}<kbd aria-hidden=\"true\">a</kbd></button>")}
        <button class="danger" formaction="{CaseUrls.Act(found.Case.Id, "deny")}" data-key="d">Deny<kbd aria-hidden="true">d</kbd></button>
        </div>
        </form>
        """;

    private static string ApproveWord(CaseRecord value) => value switch
    {
        { FourEyes: true, IsSample: false, Vote: null } => "Approve (1 of 2)",
        { IsReleasable: true } => "Approve and release",
        _ => "Approve",
    };

    private static Html Edit(ConsoleRequest request, VersionedCase found, CaseContent content, CaseDraft? draft)
    {
        var isDraft = draft?.Act == "edit";
        return $"""
            <details class="decision" {HtmlFlag.Open(isDraft)}>
            <summary>Edit before release <kbd aria-hidden="true">e</kbd></summary>
            <form method="post" action="{CaseUrls.Act(found.Case.Id, "edit")}">
            {Hidden(request, found)}
            {content.Texts.Select((text, i) => EditField(text, i, isDraft ? draft!.Texts.GetValueOrDefault(text.Path) : null))}
            <label for="why-edited">Reason for the edit</label>
            <textarea id="why-edited" class="reason" name="reason" maxlength="500">
            {(isDraft ? draft!.Reason : "")}</textarea>
            <p class="hint">The guard inspects your edit again before it can be released.</p>
            <div class="buttons"><button class="primary">Save the edit</button></div>
            </form>
            </details>
            """;
    }

    private static Html EditField(CaseText text, int index, string? written) => $"""
        <label for="text-{index}">{text.Role}</label>
        <input type="hidden" name="seen-{text.Path}" value="{CaseUrls.FindingAnchor(text.Text)}">
        <textarea id="text-{index}" name="text-{text.Path}" spellcheck="true" data-key="{(index == 0 ? "e" : "")}">
        {written ?? text.Text}</textarea>
        """;

    private static Html Hidden(ConsoleRequest request, VersionedCase found) =>
        $"{ConsoleWriter.TokenField(request)}<input type=\"hidden\" name=\"version\" value=\"{found.Version}\">";
}

/// <summary>A refused action with the reviewer's input, so that nobody has to write it twice.</summary>
/// <param name="Act">claim, approve, edit or deny.</param>
/// <param name="Texts">Path -> the reviewer's text.</param>
internal sealed record CaseDraft(
    int Status, string Act, string Problem, IReadOnlyList<string> Reasons, string Reason, IReadOnlyDictionary<string, string> Texts)
{
    public override string ToString() => $"CaseDraft {{ {Act} }}";
}
