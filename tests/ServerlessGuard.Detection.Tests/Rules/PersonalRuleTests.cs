namespace ServerlessGuard.Detection.Tests.Rules;

/// <summary>The rules for rules on personal data, beyond those of the catalogue for all rules.</summary>
public sealed class PersonalRuleTests
{
    // The longest address, plus what a live stream may hold back for it.
    private const int LongestValue = 160;

    private static readonly Scanner Personal = Scanner.Default.For(FindingCategory.Personal);

    public static TheoryData<string> Ids => [.. Personal.Rules.Select(static rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Finds_EachPositive(string id)
    {
        var rule = Find(id);
        foreach (var (text, start, end) in rule.Positives.Select(Example))
        {
            Personal.Scan(text).ShouldContain(finding => finding.Rule == rule && finding.Start == start && finding.End == end, text);
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Leaves_EachNegative(string id)
    {
        var rule = Find(id);
        foreach (var text in rule.Negatives)
        {
            Personal.Scan(text).ShouldNotContain(finding => finding.Rule == rule, text);
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Surrogate_IsDifferent_OfTheSameLength_AndPassesTheCheck(string id)
    {
        var rule = Find(id);
        if (rule.Surrogate is null)
        {
            return;
        }

        foreach (var (text, start, end) in rule.Positives.Select(Example))
        {
            for (byte seed = 0; seed < 4; seed++)
            {
                var random = Enumerable.Range(0, 32).Select(i => (byte)((i * 37) ^ (seed * 101))).ToArray();
                var value = text[start..end];
                var surrogate = rule.Surrogate(value, random);

                surrogate.ShouldNotBe(value);
                rule.Surrogate(value, random).ShouldBe(surrogate);
                (rule.Check?.Invoke(surrogate) ?? true).ShouldBeTrue($"{value} -> {surrogate}");
            }
        }
    }

    [Fact]
    public void Rules_StayShort_SoThatAStreamHoldsBackLittle() =>
        Personal.Rules.ShouldAllBe(rule => rule.MaxLength <= LongestValue);

    [Fact]
    public void Covers_AtLeastSeventyFiveKinds() =>
        Personal.Rules.Select(static rule => rule.Kind).Distinct().Count().ShouldBeGreaterThanOrEqualTo(75);

    [Theory]
    [InlineData("The meeting is at 10:30 on 3 May 2021 in room 204, bring 12 copies of page 7.")]
    [InlineData("for (var i = 0; i < 1024; i++) { total += values[i] * 3.14159; }")]
    [InlineData("Released 2.14.3 (build 20210520.4) with 1,234,567 downloads, up 12.5% from 98,765.")]
    [InlineData("commit 8f953371d3e85eddb89b05ed6b9e680791055315 took 1700000000000 ms; id 7c9e6679-7425-40de-944b-e07fc1f90ae7")]
    [InlineData("std::vector<int>::iterator it; sizes 2x4, 16/9, 1:100000")]
    public void Leaves_OrdinaryProseAndCode(string text) => Personal.Scan(text).ShouldBeEmpty();

    private static Rule Find(string id) => Personal.Rules.Single(rule => rule.Id == id);

    private static (string Text, int Start, int End) Example(string positive)
    {
        var (start, end) = (positive.IndexOf('«', StringComparison.Ordinal), positive.IndexOf('»', StringComparison.Ordinal));
        return (positive.Remove(end, 1).Remove(start, 1), start, end - 1);
    }
}
