using CsCheck;

namespace ServerlessGuard.Detection.Tests;

public sealed class OverlapsTests
{
    [Fact]
    public void Unites_FindingsThatOverlap_AlsoThroughOthers()
    {
        var regions = Overlaps.Resolve(
            [new(8, 4, SampleRules.Email, 0.8), new(0, 5, SampleRules.Email, 0.8), new(4, 5, SampleRules.Number, 0.8)]);
        regions.Count.ShouldBe(1);
        (regions[0].Start, regions[0].End, regions[0].Members.Count).ShouldBe((0, 12, 3));
    }

    [Fact]
    public void Keeps_FindingsThatOnlyTouch_Apart() =>
        Overlaps.Resolve([new(0, 5, SampleRules.Email, 0.8), new(5, 5, SampleRules.Number, 0.8)])
            .Select(region => region.Start)
            .ShouldBe([0, 5]);

    [Theory]
    [InlineData("secret before personal", "SG-SEC-001", "SG-PII-001", 0.6, 0.9, 3, 9)]
    [InlineData("personal before others", "SG-PII-001", "SG-INJ-001", 0.6, 0.9, 3, 9)]
    [InlineData("more confident", "SG-PII-002", "SG-PII-001", 0.9, 0.8, 3, 9)]
    [InlineData("longer", "SG-PII-002", "SG-PII-001", 0.8, 0.8, 9, 3)]
    [InlineData("smaller id", "SG-PII-001", "SG-PII-002", 0.8, 0.8, 5, 5)]
    public void Names_TheRegion_AfterTheBest(
        string why, string winner, string loser, double high, double low, int winnerLength, int loserLength)
    {
        Rule[] rules = [SampleRules.Email, SampleRules.Number, SampleRules.Secret, SampleRules.Injection];
        var first = new Finding(0, winnerLength, rules.Single(rule => rule.Id == winner), high);
        var second = new Finding(0, loserLength, rules.Single(rule => rule.Id == loser), low);
        Overlaps.Resolve([first, second])[0].Best.ShouldBe(first, why);
        Overlaps.Resolve([second, first])[0].Best.ShouldBe(first, why);
    }

    [Fact]
    public void Names_TheRegion_AfterTheEarlier_OfEquals() =>
        Overlaps.Resolve([new(2, 5, SampleRules.Email, 0.8), new(0, 5, SampleRules.Number, 0.8)])[0].Best.Rule.ShouldBe(SampleRules.Number);

    [Fact]
    public void Cuts_RegionsThatNeverEnd()
    {
        var chain = Enumerable.Range(0, 5000).Select(i => new Finding(i * 30, 40, SampleRules.Email, 0.8)).ToArray();
        var regions = Overlaps.Resolve(chain);
        regions.Count.ShouldBeGreaterThan(1);
        regions.ShouldAllBe(region => region.Length <= Overlaps.MaxRegion);
        regions.Zip(regions.Skip(1)).ShouldAllBe(pair => pair.First.End == pair.Second.Start);
        regions[^1].End.ShouldBe(chain[^1].End);
    }

    [Fact]
    public void Covers_EveryFinding_WithRegionsThatDoNotOverlap() =>
        Gen.Select(Gen.Int[0, 200], Gen.Int[1, 30], Gens.Any(SampleRules.Email, SampleRules.Secret, SampleRules.Injection)).Array[0, 40]
            .Sample(drawn =>
        {
            var findings = drawn.Select(item => new Finding(item.Item1, item.Item2, item.Item3, 0.8)).ToArray();
            var regions = Overlaps.Resolve(findings);
            regions.Zip(regions.Skip(1)).ShouldAllBe(pair => pair.First.End <= pair.Second.Start);
            findings.ShouldAllBe(finding => regions.Count(region => region.Start <= finding.Start && finding.End <= region.End) == 1);
        });
}
