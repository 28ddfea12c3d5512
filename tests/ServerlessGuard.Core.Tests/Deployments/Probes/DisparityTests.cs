using CsCheck;
using ServerlessGuard.Core.Deployments.Probes;

namespace ServerlessGuard.Core.Tests.Deployments.Probes;

public sealed class DisparityTests
{
    /// <summary>The worked contrasts of Newcombe's paper, method 10.</summary>
    [Theory]
    [InlineData(56, 70, 48, 80, 0.0524, 0.3339)]
    [InlineData(9, 10, 3, 10, 0.1705, 0.8090)]
    [InlineData(6, 7, 2, 7, 0.0582, 0.8062)]
    [InlineData(5, 56, 0, 29, -0.0381, 0.1926)]
    [InlineData(10, 10, 0, 20, 0.6791, 1.0000)]
    public void Interval_IsThePublishedOne(int a, int m, int b, int n, double low, double high)
    {
        var disparity = Disparity.Of(a, m, b, n);
        disparity.Low.ShouldBe(low, 0.00006);
        disparity.High.ShouldBe(high, 0.00006);
    }

    [Fact]
    public void Interval_HoldsTheDifference_AndTurnsWithTheGroups() =>
        Gen.Select(Gen.Int[1, 200], Gen.Int[1, 200], Gen.Double.Unit, Gen.Double.Unit).Sample((m, n, p, q) =>
        {
            var (a, b) = ((int)(p * m), (int)(q * n));
            var one = Disparity.Of(a, m, b, n);
            var other = Disparity.Of(b, n, a, m);
            return one.Low <= one.Difference + 1e-9 && one.Difference <= one.High + 1e-9
                && one.Low >= -1 - 1e-9 && one.High <= 1 + 1e-9
                && Math.Abs(one.Low + other.High) < 1e-9 && Math.Abs(one.High + other.Low) < 1e-9;
        });

    [Fact]
    public void LeastAsked_IsEnough_AndOneLessIsNot() =>
        Gen.Double[0.02, 0.9].Sample(static most =>
        {
            var least = Disparity.LeastAsked(most);
            return Disparity.Of(least, least, least, least).IsWithin(most)
                && (least == 1 || !Disparity.Of(least - 1, least - 1, least - 1, least - 1).IsWithin(most));
        });

    [Fact]
    public void AnIntervalThatReachesOut_IsNotWithin()
    {
        Disparity.Of(20, 20, 20, 20).IsWithin(0.2).ShouldBeTrue();
        Disparity.Of(20, 20, 17, 20).IsWithin(0.2).ShouldBeFalse();
        Disparity.Of(17, 20, 20, 20).IsWithin(0.2).ShouldBeFalse();
        Disparity.Of(10, 10, 10, 10).IsWithin(0.2).ShouldBeFalse();
    }
}
