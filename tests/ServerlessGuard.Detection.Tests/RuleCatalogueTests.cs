using System.Reflection;
using ServerlessGuard.Detection.Automata;

namespace ServerlessGuard.Detection.Tests;

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

    /// <summary>A model's finding has a rule without a pattern, which no scanner runs and the catalogue does not list.</summary>
    [Fact]
    public void Catalogue_HoldsEveryPatternThatTheAssemblyDeclares() =>
        typeof(RuleCatalogue).Assembly.GetTypes()
            .SelectMany(static type => type.GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static))
            .Where(static property => property.PropertyType == typeof(Rule))
            .Select(static property => (Rule)property.GetValue(null)!)
            .Where(static rule => rule.Pattern.Length > 0)
            .ShouldBe(RuleCatalogue.All, ignoreOrder: true);

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void Rule_HoldsItsProofs(string id) => RuleProof.Failures(Find(id), Scanner.Default).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void Rule_IsWellFormed(string id)
    {
        var rule = Find(id);
        rule.Confidence.ShouldBeInRange(0.01, 1);
        rule.ContextConfidence.ShouldBeInRange(0.01, 1);
        rule.MaxLength.ShouldBeInRange(1, 16384);
        RuleAutomata.Of(rule).Prefilter.States.ShouldBeGreaterThan(1);
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
            var text = Normaliser.Normalise(RuleProof.Unmark(positive)!.Value.Text);
            literals.ShouldContain(
                literal => text.Contains(Normaliser.Normalise(literal), StringComparison.OrdinalIgnoreCase), $"{id} in {positive}");
        }
    }

    private static Rule Find(string id) => RuleCatalogue.All.Single(rule => rule.Id == id);
}
