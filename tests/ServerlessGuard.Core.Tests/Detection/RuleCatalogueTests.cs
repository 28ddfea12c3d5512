using System.Text.RegularExpressions;
using ServerlessGuard.Core.Detection;
using Shouldly;
using Xunit;

namespace ServerlessGuard.Core.Tests.Detection;

/// <summary>Holds every rule to what it says of itself, whatever its category.</summary>
public sealed class RuleCatalogueTests
{
    public static TheoryData<string> RuleIds => [.. RuleCatalogue.All.Select(static rule => rule.Id)];

    [Fact]
    public void Ids_AreUniqueAndSayTheirCategory()
    {
        var ids = RuleCatalogue.All.Select(static rule => rule.Id).ToArray();
        ids.Distinct(StringComparer.Ordinal).Count().ShouldBe(ids.Length);
        foreach (var rule in RuleCatalogue.All)
        {
            rule.Id.ShouldMatch("^SG-(PII|SEC|INJ|MRK)-[0-9]{3}$");
            rule.Kind.ShouldMatch("^[a-z0-9]+(-[a-z0-9]+)*$", rule.Id);
            rule.Id[3..6].ShouldBe(rule.Category switch
            {
                FindingCategory.Personal => "PII",
                FindingCategory.Secret => "SEC",
                FindingCategory.Injection => "INJ",
                _ => "MRK",
            });
        }
    }

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void Rule_FindsExactlyTheMarkedPartOfItsPositives_AndNoOtherOutranksIt(string id)
    {
        var rule = Find(id);
        rule.Positives.ShouldNotBeEmpty();
        foreach (var positive in rule.Positives)
        {
            var (text, start, end) = Unmark(positive);
            var findings = Scanner.Default.Scan(text).Where(finding => finding.Rule.Category == rule.Category).ToArray();
            var own = findings.Where(finding => finding.Rule == rule && finding.Start == start && finding.End == end).ToArray();
            own.ShouldNotBeEmpty($"{id} in {text}");
            findings.Where(finding => finding.Start < end && finding.End > start && finding.Confidence > own[0].Confidence)
                .ShouldBeEmpty($"{id} in {text}");
            own[0].Length.ShouldBeLessThanOrEqualTo(rule.MaxLength);
        }
    }

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void Rule_MissesItsNegatives(string id)
    {
        var rule = Find(id);
        rule.Negatives.ShouldNotBeEmpty();
        foreach (var negative in rule.Negatives)
        {
            Scanner.Default.Scan(negative).ShouldNotContain(finding => finding.Rule == rule, $"{id} in {negative}");
        }
    }

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void Rule_IsWellFormed(string id)
    {
        var rule = Find(id);
        rule.Confidence.ShouldBeInRange(0.01, 1);
        rule.ContextConfidence.ShouldBeInRange(0.01, 1);
        rule.MaxLength.ShouldBeInRange(1, 16384);
        new Regex(CompiledRule.PatternOf(rule), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant).GetGroupNumbers().ShouldNotBeEmpty();
        if (rule.Confidence < Scanner.DefaultThreshold)
        {
            rule.Context.ShouldNotBeEmpty($"{id} could never be found");
        }
    }

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void Positives_HoldAnAnchor(string id)
    {
        var rule = Find(id);
        var literals = rule.Anchor switch
        {
            Anchor.Prefix prefix => prefix.Literals,
            Anchor.Inner inner => inner.Literals,
            Anchor.ContextWord => rule.Context,
            _ => [],
        };
        foreach (var positive in rule.Positives.Where(_ => rule.Anchor is not (Anchor.DigitRun or Anchor.LongWord)))
        {
            var text = Normaliser.Normalise(Unmark(positive).Text);
            literals.ShouldContain(literal => text.Contains(Normaliser.Normalise(literal), StringComparison.OrdinalIgnoreCase), $"{id} in {positive}");
        }
    }

    private static Rule Find(string id) => RuleCatalogue.All.Single(rule => rule.Id == id);

    private static (string Text, int Start, int End) Unmark(string marked)
    {
        var start = marked.IndexOf('«', StringComparison.Ordinal);
        var end = marked.IndexOf('»', StringComparison.Ordinal) - 1;
        start.ShouldBeGreaterThanOrEqualTo(0, marked);
        end.ShouldBeGreaterThan(start, marked);
        return (marked.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal), start, end);
    }
}
