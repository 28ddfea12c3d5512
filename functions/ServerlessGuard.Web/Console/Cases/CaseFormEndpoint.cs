using Microsoft.AspNetCore.Http;
using ServerlessGuard.Core.Review;
using ServerlessGuard.Web.Console.Pages;

namespace ServerlessGuard.Web.Console.Cases;

/// <summary>Takes a reviewer's decision on the version of the case that the form names.</summary>
internal sealed class CaseFormEndpoint(ConsoleParts parts, CaseWorkflow desk, CasePages pages) : ConsoleEndpoint(parts)
{
    public override string Route => "/console/cases/{id}/{act}";

    public override IReadOnlyList<string> Methods { get; } = [HttpMethods.Post];

    protected override IReadOnlyList<string> Roles => QueueEndpoint.ForRoles;

    protected override async Task<ConsoleResponse> AnswerAsync(ConsoleRequest request, CancellationToken cancellationToken)
    {
        var (id, act, form) = (request.Route("id"), request.Route("act"), request.Form);
        if (!CaseUrls.IsId(id))
        {
            return new ConsoleResponse.Refusal(404, "There is no such case.");
        }

        var version = form["version"];
        if (version.Length == 0)
        {
            return new ConsoleResponse.Refusal(400, "The form does not name the version of the case that you have seen.");
        }

        var edits = Edits(form);
        if (act == "edit" && edits.Count == 0)
        {
            return await RefuseAsync(
                request, id, new CaseResult.Refused("nothing_changed", "You changed nothing. Approve the answer unchanged, or edit it."),
                cancellationToken);
        }

        var result = act switch
        {
            "claim" => await desk.ClaimAsync(id, request.Actor, version, cancellationToken),
            "unclaim" => await desk.UnclaimAsync(id, request.Actor, version, cancellationToken),
            "approve" => await desk.ApproveAsync(id, request.Actor, version, form["reason"], cancellationToken),
            "edit" => await desk.EditAsync(id, request.Actor, version, edits, form["reason"], cancellationToken),
            "deny" => await desk.DenyAsync(id, request.Actor, version, form["reason"], cancellationToken),
            _ => new CaseResult.Unknown(),
        };
        return result switch
        {
            CaseResult.Done => new ConsoleResponse.Redirect(CaseUrls.Of(id).With("done", act)),
            CaseResult.Unknown => new ConsoleResponse.Refusal(404, "There is no such case or no such action."),
            _ => await RefuseAsync(request, id, result, cancellationToken),
        };
    }

    /// <summary>The texts that differ from those that the page showed.</summary>
    private static List<CaseEdit> Edits(ConsoleForm form)
    {
        const string prefix = "text-";
        return [.. form.Names
            .Where(static name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(name => new CaseEdit(name[prefix.Length..], form[name]))
            .Where(edit => CaseUrls.FindingAnchor(edit.Text) != form["seen-" + edit.Path])];
    }

    private async Task<ConsoleResponse> RefuseAsync(
        ConsoleRequest request, string id, CaseResult result, CancellationToken cancellationToken)
    {
        // The page shows the current case, so that the next attempt is about that.
        if (await desk.FindAsync(id, cancellationToken) is not { } found)
        {
            return new ConsoleResponse.Refusal(404, "There is no such case.");
        }

        var (status, problem, reasons) = result switch
        {
            CaseResult.Refused { Code: "second_person" or "own_interaction" } refused => (403, refused.Message, refused.Reasons),
            CaseResult.Refused
            {
                Code: "edit_refused" or "invalid_edit" or "unknown_path" or "not_editable"
                or "nothing_changed"
            } refused => (422, refused.Message, refused.Reasons),
            CaseResult.Refused refused => (409, refused.Message, refused.Reasons),
            _ => (412, "The case has changed since you opened it. The guard did nothing; this page shows the current case.", []),
        };
        var texts = Edits(request.Form).ToDictionary(static edit => edit.Path, static edit => edit.Text, StringComparer.Ordinal);
        var draft = new CaseDraft(status, request.Route("act"), problem, reasons, request.Form["reason"], texts);
        return await pages.WholeAsync(request, found, draft, cancellationToken);
    }
}
