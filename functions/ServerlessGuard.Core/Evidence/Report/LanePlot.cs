using System.Globalization;

namespace ServerlessGuard.Core.Evidence.Report;

/// <summary>
/// Events over time as SVG: a lane for each subject, a disc for what went well and a cross for what did not, so that the
/// colour is not needed to tell. Styled by the page; no script, no font, no native code.
/// </summary>
internal static class LanePlot
{
    private const double Width = 720;
    private const double Left = 132;
    private const double Right = 16;
    private const double Top = 14;
    private const double Lane = 34;
    private const double Bottom = 26;
    private const int Ticks = 6;

    public static Markup Draw(string id, string title, IReadOnlyList<PlotPoint> points, DateTimeOffset until)
    {
        var lanes = points.Select(static p => p.Lane).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var first = points.Min(static p => p.Time);
        var from = until - first < TimeSpan.FromDays(6) ? until.AddDays(-7) : first.AddDays(-1);
        var height = Top + (lanes.Count * Lane) + Bottom;
        double X(DateTimeOffset time) => Left + ((Width - Left - Right) * ((time - from) / (until - from)));

        var rows = lanes.Select((lane, i) => HtmlText.Of(
            $"""<line class="grid" x1="{Left}" x2="{Width - Right}" y1="{Middle(i)}" y2="{Middle(i)}"/><text class="lane" x="{Left - 12}" y="{Middle(i) + 4}" text-anchor="end">{lane}</text>"""));
        var marks = points.OrderBy(static p => p.Time).Select(p => Mark(p, X(p.Time), Middle(lanes.IndexOf(p.Lane))));
        var description = string.Create(CultureInfo.InvariantCulture, $"{points.Count} in {lanes.Count} lanes, {points.Count(static p => p.Mark == PlotMark.Good)} went well.");
        return HtmlText.Of($"""
            <svg class="plot" viewBox="0 0 {Width} {height}" role="img" aria-labelledby="{id}-t {id}-d"><title id="{id}-t">{title}</title><desc id="{id}-d">{description}</desc>{Axis(from, until, height, Width - Right)}{Markup.Join(rows)}{Markup.Join(marks)}</svg>
            """);
    }

    /// <summary>Dates below the plot, evenly spread.</summary>
    internal static Markup Axis(DateTimeOffset from, DateTimeOffset until, double height, double right) => Markup.Join(Enumerable.Range(0, Ticks).Select(i =>
    {
        var x = Left + ((right - Left) * i / (Ticks - 1));
        var anchor = i == Ticks - 1 ? "end" : "middle";
        var text = (from + ((until - from) * i / (Ticks - 1))).UtcDateTime.ToString("d MMM", CultureInfo.InvariantCulture);
        return HtmlText.Of($"""<line class="tick" x1="{x}" x2="{x}" y1="{Top - 6}" y2="{height - Bottom}"/><text class="date" x="{x}" y="{height - 8}" text-anchor="{anchor}">{text}</text>""");
    }));

    private static double Middle(int lane) => Top + (Lane * lane) + (Lane / 2);

    private static Markup Mark(PlotPoint point, double x, double y)
    {
        var label = $"{point.Lane}, {Sentences.Date(point.Time)}: {point.Outcome}";
        return point.Mark switch
        {
            PlotMark.Good => HtmlText.Of($"""<circle class="good" cx="{x}" cy="{y}" r="5.5"><title>{label}</title></circle>"""),
            PlotMark.Bad => HtmlText.Of($"""<path class="bad" d="M{x - 5} {y - 5}L{x + 5} {y + 5}M{x - 5} {y + 5}L{x + 5} {y - 5}"><title>{label}</title></path>"""),
            _ => HtmlText.Of($"""<circle class="neither" cx="{x}" cy="{y}" r="4.5"><title>{label}</title></circle>"""),
        };
    }
}

/// <summary>Something that happened once: in which lane, when, how it went, and how long it took where that was measured.</summary>
internal sealed record PlotPoint(string Lane, DateTimeOffset Time, PlotMark Mark, string Outcome, double? Seconds = null);
