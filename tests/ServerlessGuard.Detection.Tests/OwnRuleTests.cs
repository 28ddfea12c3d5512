using CsCheck;
using ServerlessGuard.Detection.Own;

namespace ServerlessGuard.Detection.Tests;

/// <summary>Rules that users write: every value that a pattern matches is found, or the pattern is refused with the reason.</summary>
public sealed class OwnRuleTests
{
    /// <summary>Pieces of patterns, each with a text that it matches.</summary>
    private static readonly (string Pattern, string Text)[] Pieces =
    [
        ("EMP", "EMP"), ("-", "-"), (@"\d{3}", "204"), (@"\d{2,6}", "7731"), ("[0-9]{4}", "9021"), ("[A-Z]{2}", "QX"), ("[a-z]{3,5}", "wort"),
        ("(?:case|ticket)", "ticket"), ("x?", ""), ("x?", "x"), ("[A-Z0-9]{6}", "K7M2P9"), (@"\.", "."), ("/", "/"), ("[ -]", " "), ("(?i:ref)", "ReF"),
        ("(?:[A-Z]-){1,2}", "B-C-"), (@"\w{4}", "ab_3"), ("#", "#"),
    ];

    [Fact]
    public void EveryMatch_IsFound_WhereThePatternIsTaken()
    {
        var taken = 0;
        var pieces = Gen.Int[0, Pieces.Length - 1].Select(static index => Pieces[index]);
        pieces.Array[1, 6].Where(static parts => Whole(parts).Length > 1).Sample(
            parts =>
            {
                var pattern = string.Concat(parts.Select(static part => part.Pattern));
                var text = Whole(parts);
                if (!char.IsLetterOrDigit(text[0]) || !char.IsLetterOrDigit(text[^1]))
                {
                    return;
                }

                Rule rule;
                try
                {
                    rule = RuleBuilder.Build(new RuleDefinition { Id = "OWN-t", Kind = "own", Pattern = pattern });
                }
                catch (RuleDefinitionException exception)
                {
                    exception.SuggestedFix.ShouldNotBeEmpty();
                    return;
                }

                Interlocked.Increment(ref taken);
                new Scanner([rule]).Scan($"they wrote ({text}) below").ShouldNotBeEmpty($"{pattern} in '{text}', searched by {rule.Anchor}");
            },
            iter: 2000);
        taken.ShouldBeGreaterThan(500);
    }

    [Fact]
    public void Words_AreFoundWhole_InEitherCase()
    {
        var rule = RuleBuilder.Build(new RuleDefinition { Id = "OWN-p", Kind = "project", Words = ["Project Bluebird", "C++ (new)"] });
        var scanner = new Scanner([rule]);

        scanner.Scan("about project BLUEBIRD and others").ShouldHaveSingleItem().Length.ShouldBe("project BLUEBIRD".Length);
        scanner.Scan("Project Bluebirds").ShouldBeEmpty();
        scanner.Scan("in C++ (new) today").ShouldHaveSingleItem();
    }

    [Fact]
    public void ContextWords_AreNeeded_WhereThereAreAny()
    {
        var rule = RuleBuilder.Build(new RuleDefinition { Id = "OWN-b", Kind = "badge", Pattern = @"\d{5}", Context = ["badge"] });
        new Scanner([rule]).Scan("badge 20498 was lost").ShouldHaveSingleItem();
        new Scanner([rule]).Scan("we sold 20498 of them").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("EMP-.*", "no longest length")]
    [InlineData("EMP-[0-9]+", "no longest length")]
    [InlineData("EMP-[0-9]{400}", "404")]
    [InlineData("(?:(?:(?:|x{0}){999}){999}){999}EMP", "too large")]
    [InlineData("[A-Z]{2}", "where to search")]
    [InlineData("x?y?", "nothing")]
    [InlineData("(?=EMP)EMP", "cannot be used")]
    [InlineData(@"(EMP)\1", "cannot be used")]
    [InlineData("EMP-[", "cannot be used")]
    public void WhatCannotBeBounded_IsRefused_WithTheReason(string pattern, string reason) =>
        Should.Throw<RuleDefinitionException>(() => RuleBuilder.Build(new RuleDefinition { Id = "OWN-x", Kind = "own", Pattern = pattern }))
            .Message.ShouldContain(reason);

    [Theory]
    [InlineData("badge «EMP-204981» lost", "", true)]
    [InlineData("EMP-204981", "EMP-20", true)]
    [InlineData("badge «EMP-20498»1", "", false)]
    [InlineData("nothing here", "", false)]
    [InlineData("EMP-204981", "see EMP-111111", false)]
    public void Tests_DecideWhetherARuleIsTaken(string found, string clean, bool isTaken)
    {
        var definition = new RuleDefinition
        {
            Id = "OWN-e",
            Kind = "employee",
            Pattern = @"EMP-\d{6}",
            Found = [found],
            Clean = clean.Length == 0 ? [] : [clean],
        };
        if (isTaken)
        {
            RuleBuilder.Build(definition).Id.ShouldBe("OWN-e");
        }
        else
        {
            Should.Throw<RuleDefinitionException>(() => RuleBuilder.Build(definition)).SuggestedFix.ShouldContain("test");
        }
    }

    private static string Whole((string Pattern, string Text)[] parts) => string.Concat(parts.Select(static part => part.Text));
}
