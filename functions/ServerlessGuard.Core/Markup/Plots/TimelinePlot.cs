using System.Globalization;

namespace ServerlessGuard.Core.Markup.Plots;

/// <summary>
/// Events over time, with a lane for each subject: a disc for a success, a cross for a failure and a ring for neither, so
/// that nobody needs the colour.
/// </summary>
public sealed record TimelinePlot : PlotFigure
{
    private const double Left = 132;
    private const double Right = 16;
    private const double LaneHeight = 34;
    private const double Bottom = 26;
    private const int Ticks = 6;

    /// <summary>At least one.</summary>
    public required IReadOnlyList<PlotEvent> Events { get; init; }

    /// <summary>The end of the time axis. It begins a day before the first event, at least a week before the end.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>The name of the lanes' column in the table: <c>Credential</c>.</summary>
    public required string LaneName { get; init; }

    private protected override double Height => Top + (Lanes.Count * LaneHeight) + Bottom;

    private List<string> Lanes => [.. Events.Select(static e => e.Lane).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private protected override IEnumerable<Html> Drawing()
    {
        var lanes = Lanes;
        var first = Events.Min(static e => e.Time);
        var from = Until - first < TimeSpan.FromDays(6) ? Until.AddDays(-7) : first.AddDays(-1);
        double X(DateTimeOffset time) => Left + ((Width - Left - Right) * ((time - from) / (Until - from)));

        return
        [
            .. Enumerable.Range(0, Ticks).Select(i => Tick(from + ((Until - from) * i / (Ticks - 1)), X)),
            .. lanes.Select(Lane),
            .. Events.OrderBy(static e => e.Time).Select(e => Mark(e, X(e.Time), Middle(lanes.IndexOf(e.Lane)))),
        ];
    }

    private protected override Html Table() => $"""
        <thead><tr><th scope="col">Time</th><th scope="col">{LaneName}</th><th scope="col">Outcome</th></tr></thead>
        <tbody>{Events.OrderByDescending(static e => e.Time).Select(static e => (Html)$"<tr><th scope=\"row\">{Date(e.Time)}</th><td>{e.Lane}</td><td>{e.Outcome}</td></tr>")}</tbody>
        """;

    private Html Tick(DateTimeOffset time, Func<DateTimeOffset, double> x) =>
        $"<line class=\"tick\" x1=\"{Coordinate(x(time))}\" x2=\"{Coordinate(x(time))}\" y1=\"{Coordinate(Top)}\" y2=\"{Coordinate(Height - Bottom)}\"/><text class=\"axis\" x=\"{Coordinate(x(time))}\" y=\"{Coordinate(Height - 8)}\" text-anchor=\"{(time == Until ? "end" : "middle")}\">{time.UtcDateTime.ToString("d MMM", CultureInfo.InvariantCulture)}</text>";

    private Html Lane(string lane, int index) =>
        $"<line class=\"grid\" x1=\"{Coordinate(Left)}\" x2=\"{Coordinate(Width - Right)}\" y1=\"{Coordinate(Middle(index))}\" y2=\"{Coordinate(Middle(index))}\"/><text class=\"lane\" x=\"{Coordinate(Left - 12)}\" y=\"{Coordinate(Middle(index))}\" text-anchor=\"end\" dominant-baseline=\"middle\">{lane}</text>";

    private static Html Mark(PlotEvent one, double x, double y)
    {
        var label = $"{one.Lane}, {Date(one.Time)}: {one.Outcome}";
        return one.Mark switch
        {
            PlotMark.Success =>
                $"<circle class=\"tone-good\" cx=\"{Coordinate(x)}\" cy=\"{Coordinate(y)}\" r=\"5.5\"><title>{label}</title></circle>",
            PlotMark.Failure =>
                $"<path class=\"cross tone-bad\" d=\"M{Coordinate(x - 5)} {Coordinate(y - 5)}l10 10m-10 0l10 -10\"><title>{label}</title></path>",
            _ => $"<circle class=\"ring\" cx=\"{Coordinate(x)}\" cy=\"{Coordinate(y)}\" r=\"4.5\"><title>{label}</title></circle>",
        };
    }

    private static double Middle(int lane) => Top + (LaneHeight * lane) + (LaneHeight / 2);

    private static string Date(DateTimeOffset time) =>
        time.UtcDateTime.ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture) + " UTC";
}

/// <summary>One event: its lane, its time and how it ended.</summary>
public sealed record PlotEvent(string Lane, DateTimeOffset Time, PlotMark Mark, string Outcome);

public enum PlotMark
{
    /// <summary>A disc.</summary>
    Success,

    /// <summary>A cross.</summary>
    Failure,

    /// <summary>A ring.</summary>
    Neither,
}
