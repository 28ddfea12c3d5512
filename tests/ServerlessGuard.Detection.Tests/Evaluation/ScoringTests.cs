using CsCheck;
using ServerlessGuard.Detection.Evaluation;

namespace ServerlessGuard.Detection.Tests.Evaluation;

public sealed class ScoringTests
{
    [Fact]
    public void Spans_GivenInCodePoints_LieInUtf16Units()
    {
        const string Text = "😀é𝒳 Rosa!";

        var span = TextSpan.FromCodePoints(Text, 4, 8);

        Text[span.Start..span.End].ShouldBe("Rosa");
    }

    [Theory]
    [InlineData(-1, 2)]
    [InlineData(3, 2)]
    [InlineData(0, 5)]
    public void Spans_OutsideTheText_AreRefused(int start, int end) =>
        Should.Throw<ArgumentOutOfRangeException>(() => TextSpan.FromCodePoints("abcd", start, end));

    [Fact]
    public void EachFinding_AnswersToOneLabel()
    {
        var label = new TextSpan(0, 10);

        var tally = MatchCounts.Match([label, new(20, 30)], [new(0, 9), new(1, 10), new(40, 50)], static (a, b) => a.IsMostly(b));

        tally.ShouldBe(new MatchCounts(1, 2, 1));
        tally.Precision.ShouldBe(1 / 3.0, 1e-9);
        tally.Recall.ShouldBe(0.5);
        tally.F1.ShouldBe(0.4, 1e-9);
        tally.F2.ShouldBe(5 * (1 / 3.0) * 0.5 / ((4 / 3.0) + 0.5), 1e-9);
    }

    [Theory]
    [InlineData(0, 10, 0, 5, true)]
    [InlineData(0, 10, 0, 4, false)]
    [InlineData(0, 10, 10, 20, false)]
    public void SpansMatch_WhenTheyShareHalfOfTheirUnion(int a, int b, int c, int d, bool matches)
    {
        new TextSpan(a, b).IsMostly(new TextSpan(c, d)).ShouldBe(matches);
        new TextSpan(c, d).IsMostly(new TextSpan(a, b)).ShouldBe(matches);
    }

    [Fact]
    public void Tallies_WithNothingToFind_ArePerfect()
    {
        default(MatchCounts).Precision.ShouldBe(1);
        default(MatchCounts).Recall.ShouldBe(1);
    }

    // Worked by hand from Wilson's formula, and known from tables: 8 of 10, 0 of 20.
    [Theory]
    [InlineData(8, 10, 0.4901625, 0.9433178)]
    [InlineData(0, 20, 0, 0.1611252)]
    [InlineData(50, 100, 0.4038315, 0.5961685)]
    public void Intervals_AreWilsons(int part, int whole, double low, double high)
    {
        new Proportion(part, whole).Low.ShouldBe(low, 1e-6);
        new Proportion(part, whole).High.ShouldBe(high, 1e-6);
    }

    [Fact]
    public void AnOperatingPoint_NeverFlagsMoreThanItsRate_AndNoThresholdBelowDoes() =>
        Check.Sample(
            Gen.Select(Gen.Int[0, 20].Array[1, 200], Gen.Int[0, 100]),
            sample =>
            {
                var harmless = sample.Item1.Select(static score => score / 20.0).ToArray();
                var rate = sample.Item2 / 100.0;

                var threshold = OperatingPoint.ThresholdAt(rate, harmless);

                harmless.Count(score => score >= threshold).ShouldBeLessThanOrEqualTo((int)Math.Floor(rate * harmless.Length));
                if (harmless.Where(score => score > 0 && score < threshold).DefaultIfEmpty().Max() is var next and > 0)
                {
                    harmless.Count(score => score >= next).ShouldBeGreaterThan((int)Math.Floor(rate * harmless.Length));
                }
            });

    [Fact]
    public void TheMacroRecall_CountsEachSourceTheSame()
    {
        var point = OperatingPoint.At(0.5, [0.1, 0.6], [("a", 0.9), ("a", 0.9), ("a", 0.9), ("b", 0.05)]);

        point.Recall.ShouldBe(new Proportion(3, 4));
        point.Macro.ShouldBe(0.5);
        point.FalseAlarms.ShouldBe(new Proportion(1, 2));
    }
}
