using System.Globalization;
using ServerlessGuard.Core.Markup;
using ServerlessGuard.Core.Markup.Plots;
using ServerlessGuard.Core.Monitoring;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Web.Console.Home;
using ServerlessGuard.Web.Console.Pages;

namespace ServerlessGuard.Web.Console.Monitoring;

/// <summary>
/// How applications and callers behave beside their baselines: open alarms, restricted callers, and the signals nearest to an alarm.
/// </summary>
internal sealed class MonitoringPanel(MonitoringReader reader, MonitoringStore store, CallerRestrictions restrictions, TimeProvider clock)
    : IHomePanel
{
    private const int ShownPlots = 4;

    public int Order => 30;

    public async ValueTask<Html> DrawAsync(ConsoleRequest request, CancellationToken cancellationToken)
    {
        var reports = await reader.ReadAsync(MonitoringTerms.Of(request.Policy.Monitoring), cancellationToken);
        var misuse = (await store.ReadCallerStatesAsync(cancellationToken))
            .SelectMany(static s => s.State.Alarms.Select(a => (s.State.Application, Alarm: a))).ToList();
        var restricted = await restrictions.ListAsync(cancellationToken);
        return $"""
            <h2 id="monitoring-heading">Monitoring</h2>
            {(reports.Count == 0 ? (Html)$"<p class=\"empty\">Nothing is monitored yet.</p>" : Subjects(reports))}
            {Html.When(misuse.Count > 0, () => Misuse(misuse))}
            {Html.When(restricted.Count > 0, () => Restricted(restricted))}
            <div class="plots spaced">{Plots(reports)}</div>
            """;
    }

    private static Html Subjects(IReadOnlyList<SubjectReport> reports) => $"""
        <div class="scroll" tabindex="0" role="region" aria-labelledby="monitoring-heading"><table class="list">
        <thead><tr><th scope="col">Application</th><th scope="col">Model</th><th scope="col" class="number">Interactions, 24 h</th><th scope="col">Baseline</th><th scope="col">Changes</th></tr></thead>
        <tbody>{reports.Select(Row)}</tbody>
        </table></div>
        """;

    private static Html Row(SubjectReport report) => $"""
        <tr>
        <th scope="row">{report.Application}</th><td>{report.Model}</td><td class="number">{report.Interactions}</td>
        <td>{(report.IsLearning ? Badge.Waiting("being learnt") : Badge.Good("learnt"))}</td>
        <td>{(report.Alarms.Count == 0 ? (Html)$"none" : Changes(report))}</td>
        </tr>
        """;

    private static Html Changes(SubjectReport report) =>
        $"<ul>{report.Alarms.Select(static alarm => (Html)$"<li>{Badge.Bad(alarm.Signal)} {AlarmText.Of(alarm)}</li>")}</ul>";

    private static Html Misuse(IReadOnlyList<(string Application, MisuseAlarm Alarm)> misuse) => $"""
        <h3 id="misuse-heading">Callers that show misuse</h3>
        <div class="scroll" tabindex="0" role="region" aria-labelledby="misuse-heading"><table class="list">
        <thead><tr><th scope="col">Caller</th><th scope="col">Application</th><th scope="col">Kind</th><th scope="col">Since</th><th scope="col" class="number">In its last hour</th></tr></thead>
        <tbody>{misuse.Select(static one => Row(one.Application, one.Alarm))}</tbody>
        </table></div>
        """;

    private static Html Row(string application, MisuseAlarm alarm) => $"""
        <tr>
        <th scope="row">{alarm.Caller}</th><td>{application}</td><td>{Badge.Bad(WireName.Of(alarm.Kind))}</td>
        <td>{Moment.Show(alarm.Since)}</td><td class="number">{alarm.Hits} of {alarm.Trials}</td>
        </tr>
        """;

    private static Html Restricted(IReadOnlyList<CallerRestriction> restricted) => $"""
        <h3 id="restricted-heading">Restricted callers</h3>
        <div class="scroll" tabindex="0" role="region" aria-labelledby="restricted-heading"><table class="list">
        <thead><tr><th scope="col">Caller</th><th scope="col">Response</th><th scope="col">For</th><th scope="col">Since</th></tr></thead>
        <tbody>{restricted.Select(Row)}</tbody>
        </table></div>
        """;

    private static Html Row(CallerRestriction one) => $"""
        <tr>
        <th scope="row">{one.Caller}</th><td>{Badge.Waiting(WireName.Of(one.Response))}</td><td>{WireName.Of(one.Kind)}</td>
        <td>{Moment.Show(one.Since)}</td>
        </tr>
        """;

    /// <summary>The signals with the most evidence, each with its reference band.</summary>
    private IEnumerable<Html> Plots(IReadOnlyList<SubjectReport> reports)
    {
        var first = DateTimeOffset.UnixEpoch.AddHours(MonitoringCollector.HourOf(clock.GetUtcNow()) - 23);
        string[] columns = [.. Enumerable.Range(0, 24).Select(i => first.AddHours(i).ToString("HH:mm", CultureInfo.InvariantCulture))];
        return reports.SelectMany(static report => report.Signals.Select(signal => (Report: report, Signal: signal)))
            .Where(static one => one.Signal.Trials > 0)
            .OrderByDescending(static one => one.Signal.Evidence)
            .ThenByDescending(static one => Math.Abs(one.Signal.Rate - one.Signal.Baseline))
            .Take(ShownPlots)
            .Select((one, i) => new Plot
            {
                Id = $"monitoring-{i}",
                Title = $"{one.Report.Application}, {one.Report.Model}: {one.Signal.Event}, share by hour (UTC)",
                Form = PlotForm.Lines,
                Unit = "%",
                Columns = columns,
                Series =
                [
                    new("share", PlotTone.Changed, [.. one.Signal.Hours.Select(static hour => Percent(hour ?? double.NaN))]),
                    new("no change from", PlotTone.Neutral, [.. columns.Select(_ => Percent(one.Signal.Low))]),
                    new("no change to", PlotTone.Neutral, [.. columns.Select(_ => Percent(one.Signal.High))]),
                ],
            }.Draw());
    }

    private static double Percent(double rate) => Math.Round(100 * rate, 2);
}
