using System.Globalization;
using ServerlessGuard.Web.Markup;

namespace ServerlessGuard.Web.Console.Plots;

/// <summary>
/// A small plot, drawn on the server as SVG: nothing to load, nothing to run, prints well. Whoever does not see it has the
/// same numbers as a table beneath.
/// </summary>
internal sealed record Plot
{
    private const double Width = 640;
    private const double Height = 180;
    private const double Left = 44;
    private const double Bottom = 22;
    private const double Top = 10;
    private const double Near = 3;

    /// <summary>Unique on its page, letters and hyphens.</summary>
    public required string Id { get; init; }

    public required string Title { get; init; }

    public required PlotForm Form { get; init; }

    /// <summary>The columns' names, first to last.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    public required IReadOnlyList<PlotSeries> Series { get; init; }

    /// <summary>What the values count or measure: <c>requests</c>, <c>s</c>.</summary>
    public string Unit { get; init; } = "";

    /// <summary>
    /// A limit that the values are held against; null: none. Always named, and drawn across where the values come near it: a
    /// far one would press them flat.
    /// </summary>
    public double? Limit { get; init; }

    public Html Draw()
    {
        var top = PlotScale.NiceTop(Highest());
        return $"""
            <figure class="plot">
            <figcaption><h2 id="{Id}">{Title}</h2>{Legend()}</figcaption>
            <svg viewBox="0 0 640 180" role="img" aria-labelledby="{Id}" focusable="false">
            {PlotScale.Ticks(top).Select(tick => GridLine(tick, top))}
            {(Form == PlotForm.StackedBars ? Bars(top) : Lines(top))}
            {LimitLine(top)}
            {ColumnNames()}
            </svg>
            {Table()}
            </figure>
            """;
    }

    private double Highest()
    {
        var highest = 0.0;
        for (var column = 0; column < Columns.Count; column++)
        {
            var values = Series.Select(series => series.Values[column]).Where(double.IsFinite).ToArray();
            highest = Math.Max(highest, Form == PlotForm.StackedBars ? values.Sum() : values.DefaultIfEmpty(0).Max());
        }

        return Limit is { } limit && limit <= Near * highest ? Math.Max(highest, limit) : highest;
    }

    private Html Legend() => $"<ul class=\"legend\">{Series.Select(static series => (Html)$"<li><span class=\"swatch {Tone(series.Tone)}\"></span>{series.Name}</li>")}{Html.When(Limit is not null, () => $"<li>limit {Number(Limit!.Value)} {Unit}</li>")}</ul>";

    private static Html GridLine(double tick, double top) =>
        $"<line class=\"grid\" x1=\"44\" x2=\"640\" y1=\"{At(tick, top)}\" y2=\"{At(tick, top)}\"/><text class=\"axis\" x=\"38\" y=\"{At(tick, top)}\" text-anchor=\"end\" dominant-baseline=\"middle\">{Number(tick)}</text>";

    private Html? LimitLine(double top) => Limit is { } limit && limit <= top
        ? (Html)$"<line class=\"limit\" x1=\"44\" x2=\"640\" y1=\"{At(limit, top)}\" y2=\"{At(limit, top)}\"/>"
        : null;

    private IEnumerable<Html> Bars(double top)
    {
        var step = (Width - Left) / Math.Max(1, Columns.Count);
        var width = Math.Max(1, step * 0.72);
        for (var column = 0; column < Columns.Count; column++)
        {
            var below = 0.0;
            foreach (var series in Series)
            {
                var value = series.Values[column];
                if (!(value > 0))
                {
                    continue;
                }

                var y = Y(below + value, top);
                var height = Y(below, top) - y;
                below += value;
                yield return $"<rect class=\"{Tone(series.Tone)}\" x=\"{Coordinate(Left + (column * step) + ((step - width) / 2))}\" y=\"{Coordinate(y)}\" width=\"{Coordinate(width)}\" height=\"{Coordinate(height)}\"><title>{Columns[column]}: {Number(value)} {series.Name}</title></rect>";
            }
        }
    }

    private IEnumerable<Html> Lines(double top)
    {
        var step = (Width - Left) / Math.Max(1, Columns.Count);
        foreach (var series in Series)
        {
            var points = series.Values
                .Select((value, column) => (Value: value, X: Left + ((column + 0.5) * step), Name: Columns[column]))
                .Where(static point => double.IsFinite(point.Value))
                .ToArray();
            var path = string.Join(' ', points.Select(point => $"{Coordinate(point.X)},{At(point.Value, top)}"));
            yield return $"<polyline class=\"line {Tone(series.Tone)}\" points=\"{path}\"/>";
            foreach (var point in points)
            {
                yield return $"<circle class=\"{Tone(series.Tone)}\" cx=\"{Coordinate(point.X)}\" cy=\"{At(point.Value, top)}\" r=\"3.2\"><title>{point.Name}: {Number(point.Value)} {Unit} {series.Name}</title></circle>";
            }
        }
    }

    private IEnumerable<Html> ColumnNames()
    {
        // About eight names fit side by side.
        var every = Math.Max(1, (int)Math.Ceiling(Columns.Count / 8.0));
        var step = (Width - Left) / Math.Max(1, Columns.Count);
        for (var column = 0; column < Columns.Count; column += every)
        {
            yield return $"<text class=\"axis\" x=\"{Coordinate(Left + ((column + 0.5) * step))}\" y=\"176\" text-anchor=\"middle\">{Columns[column]}</text>";
        }
    }

    private Html Table() => $"""
        <details class="numbers"><summary>The numbers{Html.When(Unit.Length > 0, () => $" ({Unit})")}</summary>
        <div class="scroll" tabindex="0" role="region" aria-labelledby="{Id}"><table>
        <thead><tr><th scope="col">When</th>{Series.Select(static series => (Html)$"<th scope=\"col\" class=\"number\">{series.Name}</th>")}</tr></thead>
        <tbody>{Columns.Select((name, column) => (Html)$"<tr><th scope=\"row\">{name}</th>{Series.Select(series => (Html)$"<td class=\"number\">{Number(series.Values[column])}</td>")}</tr>")}</tbody>
        </table></div></details>
        """;

    private static string At(double value, double top) => Coordinate(Y(value, top));

    private static double Y(double value, double top) => Height - Bottom - (value / top * (Height - Bottom - Top));

    private static string Coordinate(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Number(double value) => double.IsFinite(value) ? value.ToString("#,0.##", CultureInfo.InvariantCulture) : "–";

    private static string Tone(PlotTone tone) => tone switch
    {
        PlotTone.Good => "tone-good",
        PlotTone.Changed => "tone-changed",
        PlotTone.Waiting => "tone-waiting",
        PlotTone.Bad => "tone-bad",
        PlotTone.Second => "tone-second",
        PlotTone.Third => "tone-third",
        _ => "tone-neutral",
    };
}

internal enum PlotForm
{
    /// <summary>Series on top of each other, for counts that add up.</summary>
    StackedBars,

    /// <summary>One line a series, for what is measured again and again.</summary>
    Lines,
}

/// <summary>One row of values, as many as the plot has columns. NaN is a gap.</summary>
/// <param name="Name">As the legend and the table name it.</param>
/// <param name="Tone">Which of the console's tones draws it.</param>
internal sealed record PlotSeries(string Name, PlotTone Tone, IReadOnlyList<double> Values);
