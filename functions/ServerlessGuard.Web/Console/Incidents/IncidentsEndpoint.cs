using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Incidents;
using ServerlessGuard.Core.Markup;
using ServerlessGuard.Web.Console.Pages;

namespace ServerlessGuard.Web.Console.Incidents;

/// <summary>The incidents, real and drilled, newest first.</summary>
internal sealed class IncidentsEndpoint(ConsoleParts parts, IncidentWorkflow desk) : ConsoleEndpoint(parts)
{
    public static readonly string[] ForRoles = [CallerRoles.Auditor, CallerRoles.Admin];

    private const int Shown = 200;

    public static ConsoleUrl Address { get; } = ConsoleUrl.Of("incidents");

    public override string Route => "/console/incidents";

    protected override IReadOnlyList<string> Roles => ForRoles;

    protected override async Task<ConsoleResponse> AnswerAsync(ConsoleRequest request, CancellationToken cancellationToken)
    {
        var all = await desk.ListAsync(cancellationToken);
        return new ConsoleResponse.Page("Incidents", $"""
            <div class="title"><h1>Incidents</h1></div>
            <div id="incidents" data-live>
            {(all.Count == 0 ? (Html)$"<p class=\"empty\">No incident yet.</p>" : Table(all))}
            {Html.When(all.Count > Shown, () => $"<p class=\"hint\">This page shows the newest {Shown} of {all.Count}.</p>")}
            </div>
            """)
        { IsLive = true };
    }

    private static Html Table(IReadOnlyList<Incident> all) => $"""
        <div class="scroll" tabindex="0" role="region" aria-label="Incidents"><table class="list">
        <thead><tr><th scope="col">Incident</th><th scope="col">State</th><th scope="col">Subject</th><th scope="col">Declared</th><th scope="col">Acknowledged by</th><th scope="col">Closed</th></tr></thead>
        <tbody>{all.Take(Shown).Select(Row)}</tbody>
        </table></div>
        """;

    private static Html Row(Incident incident) => $"""
        <tr data-row="{incident.Id}">
        <th scope="row"><a href="{ConsoleUrl.Of("incidents", incident.Id)}">{incident.Title}</a> {Html.When(incident.Drill is not null, static () => Badge.Plain("drill"))}</th>
        <td>{State(incident.State)}</td><td>{incident.Subject ?? "the guard"}</td><td>{Moment.Show(incident.Declared)}</td>
        <td>{(incident.AcknowledgedBy.Count > 0 ? string.Join(", ", incident.AcknowledgedBy) : "nobody yet")}</td><td>{Moment.Show(incident.Closed)}</td>
        </tr>
        """;

    internal static Html State(IncidentState state) => state switch
    {
        IncidentState.Declared => Badge.Bad("declared"),
        IncidentState.Contained => Badge.Waiting("contained"),
        _ => Badge.Good("closed"),
    };
}
