using System.Globalization;

namespace ServerlessGuard.Core.Evidence.Report;

/// <summary>How long something took each time: a line for each lane, named at its end.</summary>
internal static class TimesPlot
{
    private const double Width = 720;
    private const double Left = 132;
    private const double Right = 90;
    private const double Top = 14;
    private const double Height = 170;
    private const double Bottom = 26;

    private static readonly double[] s_steps = [1, 2, 5, 10];

    public static Markup Draw(string id, string title, IReadOnlyList<PlotPoint> points, DateTimeOffset until)
    {
        var first = points.Min(static p => p.Time);
        var from = until - first < TimeSpan.FromDays(6) ? until.AddDays(-7) : first.AddDays(-1);
        var most = Nice(points.Max(static p => p.Seconds!.Value));
        double X(DateTimeOffset time) => Left + ((Width - Left - Right) * ((time - from) / (until - from)));
        double Y(double seconds) => Height - Bottom - ((Height - Top - Bottom) * seconds / most);
        var grid = new[] { 0, most / 2, most }.Select(n => HtmlText.Of(
            $"""<line class="grid" x1="{Left}" x2="{Width - Right}" y1="{Y(n)}" y2="{Y(n)}"/><text class="date" x="{Left - 12}" y="{Y(n) + 4}" text-anchor="end">{Show(n)}</text>"""));
        var lines = points.GroupBy(static p => p.Lane, StringComparer.Ordinal).OrderBy(static g => g.Key, StringComparer.Ordinal).Select((lane, i) =>
        {
            var sorted = lane.OrderBy(static p => p.Time).ToList();
            var path = string.Concat(sorted.Select((p, n) => string.Create(CultureInfo.InvariantCulture, $"{(n == 0 ? 'M' : 'L')}{X(p.Time):0.#} {Y(p.Seconds!.Value):0.#}")));
            var dots = sorted.Select(p => HtmlText.Of($"""<circle class="t{i % 3}" cx="{X(p.Time)}" cy="{Y(p.Seconds!.Value)}" r="3.5"><title>{p.Lane}, {Sentences.Date(p.Time)}: {Show(p.Seconds.Value)}</title></circle>"""));
            return HtmlText.Of($"""<path class="line t{i % 3}" d="{path}"/>{Markup.Join(dots)}<text class="lane" x="{X(sorted[^1].Time) + 9}" y="{Y(sorted[^1].Seconds!.Value) + 4}">{lane.Key}</text>""");
        });
        return HtmlText.Of($"""
            <svg class="plot" viewBox="0 0 {Width} {Height}" role="img" aria-labelledby="{id}-t {id}-d"><title id="{id}-t">{title}</title><desc id="{id}-d">{points.Count} measured, at most {Show(points.Max(static p => p.Seconds!.Value))}.</desc>{Markup.Join(grid)}{LanePlot.Axis(from, until, Height, Width - Right)}{Markup.Join(lines)}</svg>
            """);
    }

    public static string Show(double seconds) => seconds >= 120 ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0.#} min") : string.Create(CultureInfo.InvariantCulture, $"{seconds:0.##} s");

    /// <summary>The next of 1, 2, 5, 10, ... whole or not.</summary>
    private static double Nice(double value)
    {
        var size = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(value, 0.001))));
        return s_steps.Select(n => n * size).First(n => n >= value);
    }
}
