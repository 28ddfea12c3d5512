using System.Globalization;
using ServerlessGuard.Core.Evidence.Facts;

namespace ServerlessGuard.Core.Evidence.Report;

/// <summary>Verdicts of each day as stacked bars, from released to refused.</summary>
internal static class DayPlot
{
    private const double Width = 720;
    private const double Left = 44;
    private const double Right = 8;
    private const double Top = 10;
    private const double Height = 190;
    private const double Bottom = 26;

    /// <summary>From the mildest to the strictest; also the order in a bar, from below.</summary>
    public static IReadOnlyList<string> Verdicts { get; } = ["allow", "redact", "hold", "block"];

    public static Markup Draw(string id, IReadOnlyList<Fact> days, DateTimeOffset until, int count)
    {
        var byDay = days.ToDictionary(static d => d.Subject, StringComparer.Ordinal);
        var most = Nice(days.Max(static d => Verdicts.Sum(v => Number(d, v))));
        var step = (Width - Left - Right) / count;
        var bars = new List<Markup>();
        var total = 0L;
        for (var i = 0; i < count; i++)
        {
            var day = until.UtcDateTime.Date.AddDays(i - count + 1);
            if (byDay.TryGetValue(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), out var fact))
            {
                bars.Add(Bar(fact, Left + (step * i), step, most));
                total += Verdicts.Sum(v => Number(fact, v));
            }

            if ((count - 1 - i) % 7 == 0)
            {
                bars.Add(HtmlText.Of($"""<text class="date" x="{Left + (step * (i + 0.5))}" y="{Height - 8}" text-anchor="middle">{day.ToString("d MMM", CultureInfo.InvariantCulture)}</text>"""));
            }
        }

        var grid = new[] { 0L, most / 2, most }.Distinct().Select(n => HtmlText.Of(
            $"""<line class="grid" x1="{Left}" x2="{Width - Right}" y1="{Y(n, most)}" y2="{Y(n, most)}"/><text class="date" x="{Left - 8}" y="{Y(n, most) + 4}" text-anchor="end">{n}</text>"""));
        return HtmlText.Of($"""
            <svg class="plot" viewBox="0 0 {Width} {Height}" role="img" aria-labelledby="{id}-t {id}-d"><title id="{id}-t">Verdicts by day</title><desc id="{id}-d">{total} interactions over {count} days.</desc>{Markup.Join(grid)}{Markup.Join(bars)}</svg>
            """);
    }

    public static long Number(Fact fact, string value) =>
        long.TryParse(fact.Values.GetValueOrDefault(value, "0"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static Markup Bar(Fact fact, double x, double step, long most)
    {
        var parts = new List<Markup>();
        var below = 0L;
        foreach (var verdict in Verdicts)
        {
            var number = Number(fact, verdict);
            if (number > 0)
            {
                var (top, bottom) = (Y(below + number, most), Y(below, most));
                parts.Add(HtmlText.Of($"""<rect class="v-{verdict}" x="{x + (step * 0.15)}" width="{step * 0.7}" y="{top}" height="{Math.Max(1, bottom - top)}"><title>{fact.Subject}: {number} {verdict}</title></rect>"""));
                below += number;
            }
        }

        return Markup.Join(parts);
    }

    private static double Y(long value, long most) => Height - Bottom - ((Height - Top - Bottom) * value / most);

    /// <summary>The next round number.</summary>
    private static long Nice(long value)
    {
        var size = 1L;
        while (size * 10 < value)
        {
            size *= 10;
        }

        return Math.Max(2, ((value + size - 1) / size) * size);
    }
}
