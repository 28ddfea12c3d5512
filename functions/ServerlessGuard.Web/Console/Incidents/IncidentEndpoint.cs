using Microsoft.AspNetCore.Http;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Incidents;
using ServerlessGuard.Core.Markup;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Web.Console.Pages;

namespace ServerlessGuard.Web.Console.Incidents;

/// <summary>One incident with its timeline. An admin acknowledges it, marks it as contained or notified, and closes it.</summary>
internal sealed class IncidentEndpoint(ConsoleParts parts, IncidentWorkflow desk) : ConsoleEndpoint(parts)
{
    public override string Route => "/console/incidents/{id}";

    public override IReadOnlyList<string> Methods { get; } = [HttpMethods.Get, HttpMethods.Post];

    protected override IReadOnlyList<string> Roles => IncidentsEndpoint.ForRoles;

    protected override async Task<ConsoleResponse> AnswerAsync(ConsoleRequest request, CancellationToken cancellationToken)
    {
        var id = request.Route("id");
        if (!IsId(id) || await desk.FindAsync(id, cancellationToken) is not { } incident)
        {
            return new ConsoleResponse.Refusal(404, "There is no such incident.");
        }

        return request.IsPost ? await ChangeAsync(request, id, cancellationToken) : Show(request, incident);
    }

    private async Task<ConsoleResponse> ChangeAsync(ConsoleRequest request, string id, CancellationToken cancellationToken)
    {
        if (!request.Session!.Has(CallerRoles.Admin))
        {
            return new ConsoleResponse.Refusal(403, "Only an admin can change an incident.");
        }

        var note = request.Form["note"].Trim() is { Length: > 0 } written ? written : null;
        if (note?.Length > IncidentWorkflow.LongestText)
        {
            return new ConsoleResponse.Refusal(400, $"A note has at most {IncidentWorkflow.LongestText} characters.");
        }

        var changed = request.Form["act"] switch
        {
            "acknowledge" => await desk.AcknowledgeAsync(id, request.Actor, note, cancellationToken),
            "contain" => await desk.ContainAsync(id, request.Actor, note, cancellationToken),
            "notify" => await desk.NotifyAsync(id, request.Actor, note, cancellationToken),
            "close" => await desk.CloseAsync(id, request.Actor, note, cancellationToken),
            _ => null,
        };
        return changed is null
            ? new ConsoleResponse.Refusal(409, "This incident is closed, or there is no such action.")
            : new ConsoleResponse.Redirect(ConsoleUrl.Of("incidents", id));
    }

    private static ConsoleResponse.Page Show(ConsoleRequest request, Incident incident) => new(incident.Title, $"""
        <nav class="crumbs" aria-label="Breadcrumb"><a href="{IncidentsEndpoint.Address}">Incidents</a></nav>
        <div class="title"><h1>{incident.Title}</h1>{IncidentsEndpoint.State(incident.State)}{Html.When(incident.Drill is not null, static () => Badge.Plain("drill"))}</div>
        {Html.When(incident.IsOpen && request.Session!.Has(CallerRoles.Admin), () => Form(request, incident))}
        <div id="incident" data-live>
        <dl class="facts wide">
        <div><dt>Cause</dt><dd>{incident.Cause}</dd></div>
        <div><dt>Subject</dt><dd>{incident.Subject ?? "the guard"}</dd></div>
        <div><dt>Declared</dt><dd>{Moment.Show(incident.Declared)}</dd></div>
        <div><dt>Acknowledged</dt><dd>{Moment.Show(incident.Acknowledged)}</dd></div>
        <div><dt>Contained</dt><dd>{Moment.Show(incident.Contained)}</dd></div>
        <div><dt>Notified</dt><dd>{Moment.Show(incident.Notified)}</dd></div>
        <div><dt>Closed</dt><dd>{Moment.Show(incident.Closed)}</dd></div>
        <div><dt>Repeated alerts</dt><dd>{incident.Repeats}</dd></div>
        </dl>
        <h2>Timeline</h2>
        <ol class="timeline">{incident.Timeline.Select(static line => (Html)$"<li><div class=\"step\"><h3>{line.Kind}</h3><span>{line.Actor}</span><span class=\"when\">{Moment.ShowExactly(line.Time)}</span></div>{Html.When(line.Note is not null, () => $"<p>{line.Note}</p>")}</li>")}</ol>
        </div>
        """)
    {
        IsLive = true,
    };

    private static Html Form(ConsoleRequest request, Incident incident) => $"""
        <form class="decision" method="post" action="{ConsoleUrl.Of("incidents", incident.Id)}">
        {ConsoleWriter.TokenField(request)}
        <label for="note">Note <span class="hint">optional; enter no content of requests or answers</span></label>
        <textarea id="note" class="reason" name="note" maxlength="500" data-key="r"></textarea>
        <div class="buttons">
        {Html.When(!incident.AcknowledgedBy.Contains(request.Actor, StringComparer.Ordinal), static () => $"<button class=\"primary\" name=\"act\" value=\"acknowledge\">Acknowledge</button>")}
        {Html.When(incident.State == IncidentState.Declared, static () => $"<button name=\"act\" value=\"contain\">Mark as contained</button>")}
        {Html.When(incident.Notified is null, static () => $"<button name=\"act\" value=\"notify\">Mark as notified</button>")}
        <button name="act" value="close">Close</button>
        </div>
        </form>
        """;

    private static bool IsId(string text)
    {
        try
        {
            StoreNames.RequireDocumentName(text);
            return text is not ("." or "..");
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
