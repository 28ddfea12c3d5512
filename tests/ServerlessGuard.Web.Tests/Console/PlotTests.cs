using System.Globalization;
using System.Xml.Linq;
using CsCheck;
using ServerlessGuard.Web.Console.Plots;

namespace ServerlessGuard.Web.Tests.Console;

public sealed class PlotTests
{
    private static readonly Gen<double[][]> s_values = Gen.Double[0, 1e6].Array[5].Array[1, 4];

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
    public void Bars_StandOnEachOther_InsideThePlot() => s_values.Sample(static values =>
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
        Draw([[1, 2, 3, 2, 1]], PlotForm.Lines, limit).Descendants("line").Count(static line => line.Attribute("class")!.Value == "limit").ShouldBe(lines);

    private static XElement Draw(double[][] values, PlotForm form, double? limit = null)
    {
        var html = new Plot
        {
            Id = "p",
            Title = "<b>",
            Form = form,
            Limit = limit,
            Columns = ["a", "b", "c", "d", "e"],
            Series = [.. values.Select(static row => new PlotSeries("s&", PlotTone.Good, row))],
        }.Draw().ToString();
        var start = html.IndexOf("<svg", StringComparison.Ordinal);
        return XElement.Parse(html[start..(html.IndexOf("</svg>", StringComparison.Ordinal) + "</svg>".Length)]);
    }

    private static double Of(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
