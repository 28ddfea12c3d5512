using System.Globalization;

namespace ServerlessGuard.Core.Markup.Plots;

/// <summary>Values by column, as stacked bars or as lines.</summary>
public sealed record Plot : PlotFigure
{
    private const double Left = 44;
    private const double Bottom = 22;
    private const double Near = 3;

    public required PlotForm Form { get; init; }

    /// <summary>The columns' names, first to last.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    public required IReadOnlyList<PlotSeries> Series { get; init; }

    /// <summary>The unit of the values: <c>requests</c>, <c>s</c>.</summary>
    public string Unit { get; init; } = "";

    /// <summary>
    /// A limit to compare the values with; null: none. The legend always names it. The drawing shows it only where the values
    /// come near it, because a far one would press them flat.
    /// </summary>
    public double? Limit { get; init; }

    private protected override double Height => 180;

    private protected override string TableTitle => Unit.Length > 0 ? $"{base.TableTitle} ({Unit})" : base.TableTitle;

    private double Step => (Width - Left) / Math.Max(1, Columns.Count);

    private protected override Html Legend() =>
        $"<ul class=\"legend\">{Series.Select(static series => (Html)$"<li><span class=\"swatch {Tone(series.Tone)}\"></span>{series.Name}</li>")}{Html.When(Limit is not null, () => $"<li>limit {Number(Limit!.Value)} {Unit}</li>")}</ul>";

    private protected override IEnumerable<Html> Drawing()
    {
        var top = PlotScale.NiceTop(Highest());
        return
        [
            .. PlotScale.Ticks(top).Select(tick => GridLine(tick, top)),
            .. Form == PlotForm.StackedBars ? Bars(top) : Lines(top),
            .. LimitLine(top),
            .. ColumnNames(),
        ];
    }

    private protected override Html Table() => $"""
        <thead><tr><th scope="col">Time</th>{Series.Select(static series => (Html)$"<th scope=\"col\" class=\"number\">{series.Name}</th>")}</tr></thead>
        <tbody>{Columns.Select((name, column) => (Html)$"<tr><th scope=\"row\">{name}</th>{Series.Select(series => (Html)$"<td class=\"number\">{Number(series.Values[column])}</td>")}</tr>")}</tbody>
        """;

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

    private Html GridLine(double tick, double top) =>
        $"<line class=\"grid\" x1=\"{Coordinate(Left)}\" x2=\"{Coordinate(Width)}\" y1=\"{At(tick, top)}\" y2=\"{At(tick, top)}\"/><text class=\"axis\" x=\"{Coordinate(Left - 6)}\" y=\"{At(tick, top)}\" text-anchor=\"end\" dominant-baseline=\"middle\">{Number(tick)}</text>";

    private IEnumerable<Html> LimitLine(double top)
    {
        if (Limit is { } limit && limit <= top)
        {
            yield return $"<line class=\"limit\" x1=\"{Coordinate(Left)}\" x2=\"{Coordinate(Width)}\" y1=\"{At(limit, top)}\" y2=\"{At(limit, top)}\"/>";
        }
    }

    private IEnumerable<Html> Bars(double top)
    {
        var width = Math.Max(1, Step * 0.72);
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
                yield return $"<rect class=\"{Tone(series.Tone)}\" x=\"{Coordinate(Left + (column * Step) + ((Step - width) / 2))}\" y=\"{Coordinate(y)}\" width=\"{Coordinate(width)}\" height=\"{Coordinate(height)}\"><title>{Columns[column]}: {Number(value)} {series.Name}</title></rect>";
            }
        }
    }

    private IEnumerable<Html> Lines(double top)
    {
        foreach (var series in Series)
        {
            var points = series.Values
                .Select((value, column) => (Value: value, X: Middle(column), Name: Columns[column]))
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
        for (var column = 0; column < Columns.Count; column += every)
        {
            yield return $"<text class=\"axis\" x=\"{Coordinate(Middle(column))}\" y=\"{Coordinate(Height - 4)}\" text-anchor=\"middle\">{Columns[column]}</text>";
        }
    }

    private double Middle(int column) => Left + ((column + 0.5) * Step);

    private string At(double value, double top) => Coordinate(Y(value, top));

    private double Y(double value, double top) => Height - Bottom - (value / top * (Height - Bottom - Top));

    private static string Number(double value) => double.IsFinite(value) ? value.ToString("#,0.##", CultureInfo.InvariantCulture) : "–";

    private static string Tone(PlotTone tone) => PlotStyle.Class(tone);
}

public enum PlotForm
{
    /// <summary>Series on top of each other, for counts that add up.</summary>
    StackedBars,

    /// <summary>One line a series, for repeated measurements.</summary>
    Lines,
}

/// <summary>One row of values, as many as the plot has columns. NaN is a gap.</summary>
/// <param name="Name">As the legend and the table name it.</param>
public sealed record PlotSeries(string Name, PlotTone Tone, IReadOnlyList<double> Values);
