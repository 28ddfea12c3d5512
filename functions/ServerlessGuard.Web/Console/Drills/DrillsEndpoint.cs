using System.Globalization;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Drills;
using ServerlessGuard.Core.Markup;
using ServerlessGuard.Core.Markup.Plots;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Web.Console.Pages;

namespace ServerlessGuard.Web.Console.Drills;

/// <summary>
/// The times in which the guard detected, decided and restored the faults that drills injected, and the age of the last proof.
/// </summary>
internal sealed class DrillsEndpoint(
    ConsoleParts parts, DrillJournal journal, DrillHistory history, DrillTimings times) : ConsoleEndpoint(parts)
{
    public static readonly string[] ForRoles = [CallerRoles.Auditor, CallerRoles.Admin];

    private const int ShownRuns = 50;
    private const int ShownPoints = 30;
    private static readonly TimeSpan Shown = TimeSpan.FromDays(365);
    private readonly TimeProvider _clock = parts.Clock;

    public static ConsoleUrl Address { get; } = ConsoleUrl.Of("drills");

    public override string Route => "/console/drills";

    protected override IReadOnlyList<string> Roles => ForRoles;

    protected override async Task<ConsoleResponse> AnswerAsync(ConsoleRequest request, CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        var state = await journal.ReadAsync(cancellationToken);
        var runs = await history.ReadAsync(now - Shown, cancellationToken);
        var limit = DrillSchedule.Within(request.Policy).TotalSeconds;
        return new ConsoleResponse.Page("Drills", $"""
            <div class="title"><h1>Drills</h1></div>
            <div id="drills" data-live>
            {Html.When(state.Run is { IsOver: false }, () => UnderWay(state.Run!))}
            <div class="scroll" tabindex="0" role="region" aria-label="Kinds of drills"><table class="list">
            <thead><tr><th scope="col">Drill</th><th scope="col">Last run</th><th scope="col">Result</th><th scope="col">Last passed</th><th scope="col">Next due</th><th scope="col">Evidence</th></tr></thead>
            <tbody>{Enum.GetValues<DrillKind>().Select(kind => KindRow(state, kind, request.Policy, now))}</tbody>
            </table></div>
            <div class="plots spaced">{Enum.GetValues<DrillKind>().Select(kind => Trend(runs, kind, limit)).OfType<Plot>().Select(static plot => plot.Draw())}</div>
            <h2 id="runs-heading">Runs</h2>
            {(runs.Count == 0 ? (Html)$"<p class=\"empty\">No drill has ended yet.</p>" : Runs(runs))}
            </div>
            """)
        { IsLive = true };
    }

    private static Html UnderWay(DrillRun run) => $"""
        <p class="notice done" role="status">A {Word(run.Kind)} drill on <strong>{run.Target}</strong> is in progress: {Word(run.Step)}, since {Moment.Show(run.Since)}.</p>
        """;

    private Html KindRow(DrillState state, DrillKind kind, GuardPolicy policy, DateTimeOffset now)
    {
        var last = state.Last.FirstOrDefault(run => run.Kind == kind);
        var due = DrillSchedule.Due(state, kind, policy, times);
        return $"""
            <tr data-row="{Word(kind)}">
            <th scope="row">{Word(kind)}</th>
            <td>{Moment.Show(last?.Ended)}</td>
            <td>{Result(last)}</td>
            <td>{Moment.Show(state.Passed.FirstOrDefault(run => run.Kind == kind)?.Ended)}</td>
            <td>{(last is null ? "now" : due <= now ? "now" : Moment.Length(due - now))}</td>
            <td>{(DrillSchedule.Overdue(state, kind, policy) is { } overdue && overdue <= now ? Badge.Bad("expired") : last is null ? Badge.Waiting("none") : Badge.Good("current"))}</td>
            </tr>
            """;
    }

    /// <summary>Null where no run was timed yet.</summary>
    private static Plot? Trend(IReadOnlyList<DrillRun> runs, DrillKind kind, double limit)
    {
        var timed = runs.Where(run => run.Kind == kind && run is { Result: DrillResult.Passed, HarmStarted: not null, Ended: not null })
            .TakeLast(ShownPoints)
            .ToArray();
        return timed.Length == 0 ? null : new Plot
        {
            Id = $"{Word(kind)}-trend",
            Title = $"{char.ToUpperInvariant(Word(kind)[0])}{Word(kind)[1..]}: seconds after the injected fault",
            Form = PlotForm.Lines,
            Unit = "s",
            Limit = limit,
            Columns = [.. timed.Select(static run => run.Ended!.Value.ToString("MM-dd", CultureInfo.InvariantCulture))],
            Series =
            [
                new("detected", PlotTone.Changed, [.. timed.Select(static run => After(run, run.Detected))]),
                new("decided", PlotTone.Waiting, [.. timed.Select(static run => After(run, run.Decided))]),
                new("restored", PlotTone.Good, [.. timed.Select(static run => After(run, run.Restored))]),
            ],
        };
    }

    private static double After(DrillRun run, DateTimeOffset? time) => (time - run.HarmStarted)?.TotalSeconds ?? double.NaN;

    private static Html Runs(IReadOnlyList<DrillRun> runs) => $"""
        <div class="scroll" tabindex="0" role="region" aria-labelledby="runs-heading"><table class="list">
        <thead><tr><th scope="col">Began</th><th scope="col">Drill</th><th scope="col">Target</th><th scope="col">By</th><th scope="col">Result</th><th scope="col" class="number">Detected</th><th scope="col" class="number">Decided</th><th scope="col" class="number">Restored</th></tr></thead>
        <tbody>{runs.Reverse().Take(ShownRuns).Select(Row)}</tbody>
        </table></div>
        """;

    private static Html Row(DrillRun run) => $"""
        <tr>
        <td>{Moment.Show(run.Started)}</td><th scope="row">{Word(run.Kind)} <span class="hint">{Word(run.Mode)}</span></th><td>{run.Target}</td><td>{run.Actor}</td><td>{Result(run)}</td>
        <td class="number">{Seconds(run, run.Detected)}</td><td class="number">{Seconds(run, run.Decided)}</td><td class="number">{Seconds(run, run.Restored)}</td>
        </tr>
        """;

    private static string Seconds(DrillRun run, DateTimeOffset? time) =>
        (time - run.HarmStarted) is { } span ? $"{span.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s" : "–";

    private static Html Result(DrillRun? run) => run switch
    {
        null => $"–",
        { Result: DrillResult.Passed } => Badge.Good("passed"),
        { Result: DrillResult.Failed } => Badge.Bad($"failed: {run.Fault}"),
        { Result: DrillResult.Stopped } => Badge.Waiting($"stopped: {run.Fault}"),
        _ => Badge.Changed(Word(run.Step)),
    };

    private static string Word<T>(T value)
        where T : struct, Enum => WireName.Of(value);
}
