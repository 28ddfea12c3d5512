using CsCheck;

namespace ServerlessGuard.Detection.Tests;

public sealed class SymbolAnchorTests
{
    private static readonly Rule Colons = new()
    {
        Id = "SG-PII-001",
        Kind = "colons",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Contains([":", ":::"], 4),
        Pattern = "[0-9]{0,2}:[0-9]{1,3}(?::{3}[0-9])?",
        MaxLength = 20,
        LeftBoundary = false, // else a start at a symbol counts only where the symbol is the anchor
        Confidence = 0.9,
        Positives = [],
        Negatives = [],
    };

    private static readonly Gen<string> Text = Gen.Char["019:::ab -"].Array[0, 150].Select(static units => new string(units));

    [Fact]
    public void Finds_ThroughItsSymbols_WhatItsLiteralsFind()
    {
        var other = Colons with { Anchor = Anchor.Contains(["0", "1", "9"], 20) };
        SymbolAnchor.Of(new RuleIndex([Colons]).Rules[0]).ShouldNotBeNull();
        SymbolAnchor.Of(new RuleIndex([other]).Rules[0]).ShouldBeNull();
        var (bySymbols, byLiterals) = (new Scanner([Colons]), new Scanner([other]));
        Text.Sample(text => bySymbols.Scan(text).ShouldBe(byLiterals.Scan(text)));
    }

    [Fact]
    public void IsNotUsed_WhereAMatchMayDoWithoutTheSymbol()
    {
        var rule = Colons with { Pattern = "[0-9]{0,9}:" };
        SymbolAnchor.Of(new RuleIndex([rule]).Rules[0]).ShouldBeNull();
    }

    [Fact]
    public void EveryPositive_OfRulesWithSuchAnchors_IsFound()
    {
        var rules = RuleCatalogue.All.Where(static rule => SymbolAnchor.Of(new RuleIndex([rule]).Rules[0]) is not null).ToArray();
        rules.Length.ShouldBeGreaterThan(1);
        rules.ShouldAllBe(static rule => new Scanner(new[] { rule }).Scan(
            rule.Positives[0].Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal), 0.5).Count > 0);
    }
}
