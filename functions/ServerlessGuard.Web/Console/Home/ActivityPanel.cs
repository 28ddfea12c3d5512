using System.Globalization;
using ServerlessGuard.Core.Markup;
using ServerlessGuard.Core.Markup.Plots;
using ServerlessGuard.Web.Console.Pages;

namespace ServerlessGuard.Web.Console.Home;

/// <summary>Verdicts and findings of the last day, from the audit log.</summary>
internal sealed class ActivityPanel(LogActivity activity) : IHomePanel
{
    private const int ShownKinds = 6;
    private static readonly (string Verdict, string Name, PlotTone Tone)[] VerdictSeries =
    [
        ("allow", "allowed", PlotTone.Good),
        ("redact", "redacted", PlotTone.Changed),
        ("hold", "held", PlotTone.Waiting),
        ("block", "blocked", PlotTone.Bad),
        ("observed", "observed, passed", PlotTone.Second),
        ("interrupted", "interrupted", PlotTone.Neutral),
    ];

    private static readonly (string Act, PlotTone Tone)[] CaseSeries =
        [("opened", PlotTone.Waiting), ("approved", PlotTone.Good), ("denied", PlotTone.Bad), ("expired", PlotTone.Neutral)];

    private static readonly PlotTone[] Tones = [
        PlotTone.Changed, PlotTone.Waiting, PlotTone.Bad, PlotTone.Good, PlotTone.Second, PlotTone.Third
    ];

    public int Order => 20;

    public async ValueTask<Html> DrawAsync(ConsoleRequest request, CancellationToken cancellationToken)
    {
        var day = await activity.ReadAsync(cancellationToken);
        var columns = day.Hours.Select(static hour => hour.ToString("HH:mm", CultureInfo.InvariantCulture)).ToArray();
        return $"""
            {Figures(day)}
            <div class="plots">
            {Verdicts(day, columns).Draw()}
            {Findings(day, columns).Draw()}
            {Html.When(day.Counts.Any(static hour => hour.Cases.Count > 0), () => Cases(day, columns).Draw())}
            </div>
            {Html.When(day.Since is not null, () => $"<p class=\"hint\">These counts begin at {Moment.Show(day.Since)}; the page leaves out older entries of the log.</p>")}
            """;
    }

    private static Html Figures(ActivityDay day)
    {
        var interactions = day.Counts.Sum(static hour => hour.Verdicts.Values.Sum());
        var stopped = Sum(day, "block") + Sum(day, "hold");
        return $"""
            <dl class="figures">
            <div><dt>Interactions, 24 h</dt><dd>{interactions}</dd></div>
            <div><dt>Held or blocked</dt><dd>{stopped}</dd></div>
            {Html.When(day.Counts.Any(static hour => hour.WouldStop > 0), () => $"<div><dt>Observed; enforced, they would be held or blocked</dt><dd>{day.Counts.Sum(static hour => hour.WouldStop)}</dd></div>")}
            <div><dt>Findings</dt><dd>{day.Counts.Sum(static hour => hour.Findings.Values.Sum())}</dd></div>
            <div><dt>Callers refused</dt><dd>{day.Counts.Sum(static hour => hour.Refused)}</dd></div>
            <div><dt>Unscanned</dt><dd>{day.Counts.Sum(static hour => hour.Unscanned)}</dd></div>
            </dl>
            """;
    }

    private static int Sum(ActivityDay day, string verdict) => day.Counts.Sum(hour => hour.Verdicts.GetValueOrDefault(verdict));

    private static Plot Verdicts(ActivityDay day, string[] columns) => new()
    {
        Id = "verdicts",
        Title = "Verdicts by hour (UTC)",
        Form = PlotForm.StackedBars,
        Columns = columns,
        Series = [.. VerdictSeries.Select(one => new PlotSeries(
            one.Name, one.Tone, [.. day.Counts.Select(hour => (double)hour.Verdicts.GetValueOrDefault(one.Verdict))]))],
    };

    private static Plot Cases(ActivityDay day, string[] columns) => new()
    {
        Id = "cases",
        Title = "Cases by hour (UTC)",
        Form = PlotForm.Lines,
        Columns = columns,
        Series = [.. CaseSeries.Select(
            one => new PlotSeries(one.Act, one.Tone, [.. day.Counts.Select(hour => (double)hour.Cases.GetValueOrDefault(one.Act))]))],
    };

    /// <summary>The most frequent kinds by name, the others together.</summary>
    private static Plot Findings(ActivityDay day, string[] columns)
    {
        var kinds = day.Counts.SelectMany(static hour => hour.Findings)
            .GroupBy(static finding => finding.Key, static finding => finding.Value)
            .OrderByDescending(static kind => kind.Sum()).ThenBy(static kind => kind.Key, StringComparer.Ordinal)
            .Select(static kind => kind.Key).ToArray();
        var shown = kinds.Take(ShownKinds).ToArray();
        var series = shown.Select((kind, i) => new PlotSeries(
            kind.Replace(".", " · ", StringComparison.Ordinal), Tones[i],
            [.. day.Counts.Select(hour => (double)hour.Findings.GetValueOrDefault(kind))])).ToList();
        if (kinds.Length > ShownKinds)
        {
            series.Add(new PlotSeries("others", PlotTone.Neutral, [.. day.Counts.Select(
                hour => (double)hour.Findings.Where(finding => !shown.Contains(finding.Key)).Sum(static finding => finding.Value))]));
        }

        return new Plot
        {
            Id = "findings",
            Title = "Findings by kind (UTC)",
            Form = PlotForm.StackedBars,
            Columns = columns,
            Series = series
        };
    }
}

/// <summary>24 hours, oldest first.</summary>
/// <param name="Since">The start of the complete counts; null when they cover the whole day.</param>
internal sealed record ActivityDay(IReadOnlyList<DateTimeOffset> Hours, IReadOnlyList<ActivityHour> Counts, DateTimeOffset? Since);
