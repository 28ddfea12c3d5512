using System.Globalization;
using System.Xml.Linq;
using CsCheck;
using ServerlessGuard.Core.Markup.Plots;

namespace ServerlessGuard.Core.Tests.Markup;

public sealed class PlotTests
{
    private static readonly Gen<double[][]> Values = Gen.Double[0, 1e6].Array[5].Array[1, 4];

    [Theory]
    [InlineData(0, 4)]
    [InlineData(1, 1.2)]
    [InlineData(3, 4)]
    [InlineData(9, 12)]
    [InlineData(13, 20)]
    [InlineData(21, 40)]
    [InlineData(199, 200)]
    public void Axis_EndsRound(double highest, double top) => PlotScale.NiceTop(highest).ShouldBe(top, 1e-9);

    [Fact]
    public void Axis_IsNeverShort_NorMoreThanTwiceTooLong() => Gen.Double[1e-6, 1e9].Sample(static highest =>
    {
        var top = PlotScale.NiceTop(highest);
        top.ShouldBeGreaterThanOrEqualTo(highest * (1 - 1e-8));
        top.ShouldBeLessThanOrEqualTo(highest * 2.0001);
    });

    [Fact]
    public void Bars_StandOnEachOther_InsideThePlot() => Values.Sample(static values =>
    {
        var svg = Draw(values, PlotForm.StackedBars);
        foreach (var column in svg.Descendants("rect").GroupBy(static bar => Of(bar, "x")))
        {
            var bars = column.ToArray();
            for (var i = 1; i < bars.Length; i++)
            {
                (Of(bars[i], "y") + Of(bars[i], "height")).ShouldBe(Of(bars[i - 1], "y"), 0.21);
            }

            bars.ShouldAllBe(static bar => Of(bar, "y") >= 0 && Of(bar, "y") + Of(bar, "height") <= 158.2);
        }
    });

    [Fact]
    public void Lines_LeaveGaps_WhereNothingWasMeasured()
    {
        var svg = Draw([[1, double.NaN, 3, double.NaN, 2]], PlotForm.Lines);
        svg.Descendants("circle").Count().ShouldBe(3);
        svg.ToString().ShouldNotContain("NaN", Case.Sensitive);
    }

    [Theory]
    [InlineData(4, 1)]
    [InlineData(7, 1)]
    [InlineData(100, 0)]
    public void ALimit_IsDrawn_WhereValuesComeNear(double limit, int lines) =>
        Draw([[1, 2, 3, 2, 1]], PlotForm.Lines, limit)
            .Descendants("line")
            .Count(static line => line.Attribute("class")!.Value == "limit")
            .ShouldBe(lines);

    [Fact]
    public void Events_LieInTheirLanes_BetweenTheEndsOfTheAxis()
    {
        var until = new DateTimeOffset(2026, 6, 30, 12, 0, 0, TimeSpan.Zero);
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 40_000], Gen.Enum<PlotMark>()).Array[1, 30].Sample(events =>
        {
            var svg = Svg(new TimelinePlot
            {
                Id = "p",
                Title = "<b>",
                LaneName = "Key",
                Until = until,
                Events = [.. events.Select(e => new PlotEvent($"lane{e.Item1}", until.AddMinutes(-e.Item2), e.Item3, "<i>"))],
            });
            var lanes = svg.Descendants("line")
                .Where(static line => line.Attribute("class")!.Value == "grid")
                .Select(static line => Of(line, "y1"))
                .ToArray();
            lanes.Length.ShouldBe(events.Select(static e => e.Item1).Distinct().Count());
            svg.Descendants("circle").Count().ShouldBe(events.Count(static e => e.Item3 != PlotMark.Failure));
            svg.Descendants("path").Count().ShouldBe(events.Count(static e => e.Item3 == PlotMark.Failure));
            foreach (var circle in svg.Descendants("circle"))
            {
                lanes.ShouldContain(Of(circle, "cy"));
                Of(circle, "cx").ShouldBeInRange(132, 624);
            }
        });
    }

    private static XElement Draw(double[][] values, PlotForm form, double? limit = null) => Svg(new Plot
    {
        Id = "p",
        Title = "<b>",
        Form = form,
        Limit = limit,
        Columns = ["a", "b", "c", "d", "e"],
        Series = [.. values.Select(static row => new PlotSeries("s&", PlotTone.Good, row))],
    });

    private static XElement Svg(PlotFigure plot)
    {
        var html = plot.Draw().ToString();
        var start = html.IndexOf("<svg", StringComparison.Ordinal);
        return XElement.Parse(html[start..(html.IndexOf("</svg>", StringComparison.Ordinal) + "</svg>".Length)]);
    }

    private static double Of(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
