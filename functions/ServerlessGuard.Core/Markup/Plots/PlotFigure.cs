using System.Globalization;

namespace ServerlessGuard.Core.Markup.Plots;

/// <summary>The frame that all plots share: a captioned figure with an SVG drawing, and its values in a table beneath.</summary>
public abstract record PlotFigure
{
    private protected const double Top = 10;

    private protected PlotFigure()
    {
    }

    /// <summary>Unique on its page; letters and hyphens.</summary>
    public required string Id { get; init; }

    public required string Title { get; init; }

    /// <summary>
    /// Whether the plot is below a heading of the second level, so that its own is of the third. Default false: of the second.
    /// </summary>
    public bool IsInSection { get; init; }

    /// <summary>Width of the drawing in its own units, in which text is 11 high; the page scales it. Default 640.</summary>
    public double Width { get; init; } = 640;

    private protected abstract double Height { get; }

    /// <summary>The figure as markup that needs <see cref="PlotStyle"/>; it holds no script and loads nothing.</summary>
    public Html Draw() => $"""
        <figure class="plot">
        <figcaption>{(IsInSection ? (Html)$"<h3 id=\"{Id}\">{Title}</h3>" : $"<h2 id=\"{Id}\">{Title}</h2>")}{Legend()}</figcaption>
        <svg viewBox="0 0 {Coordinate(Width)} {Coordinate(Height)}" role="img" aria-labelledby="{Id}" focusable="false">
        {Drawing()}
        </svg>
        <details class="numbers"><summary>{TableTitle}</summary>
        <div class="scroll" tabindex="0" role="region" aria-labelledby="{Id}"><table>
        {Table()}
        </table></div></details>
        </figure>
        """;

    private protected virtual string TableTitle => "Values in a table";

    private protected virtual Html Legend() => Html.Empty;

    private protected abstract IEnumerable<Html> Drawing();

    /// <summary>The table's head and body.</summary>
    private protected abstract Html Table();

    private protected static string Coordinate(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}

/// <summary>Tones by meaning; the style sheet of the page gives their colours in light and dark.</summary>
public enum PlotTone
{
    Neutral,
    Good,
    Changed,
    Waiting,
    Bad,
    Second,
    Third,
}
