using System.Text.RegularExpressions;
using CsCheck;
using ServerlessGuard.Detection.Sieve;

namespace ServerlessGuard.Detection.Tests;

public sealed class PatternParserTests
{
    private static readonly Gen<string> Text = Gens.Any("a", "b", "A", "Z", "0", "9", "-", ".", " ", "_", "(", "é", "\n", "]", "x1", "ab").Array[0, 14].Select(string.Concat);

    public static TheoryData<string> Patterns =>
    [
        "ab|a0?", "[a-c]{2,4}-?", "(?i:ab)+Z", "(?<v>a|b){0,3}9", @"\d{1,3}(?:\.\d{1,3}){1,2}", @"[^\s-]+ ", @"\w*\b-", "[-_.]?a", @"a.{0,3}?9", @"\p{L}+0", "(a(b(0)?)?)*-", @"[\]\-(]", "(?i)AB|é", "a{2}", @"\x41\u005A",
    ];

    [Theory]
    [MemberData(nameof(Patterns))]
    public void Sieve_LetsThrough_EverythingThatMatches(string pattern)
    {
        var rule = new CompiledRule(MakeRule(pattern), 0);
        var sieve = new RuleSieve([rule]);
        var regex = new Regex($@"\A(?:{pattern})", RegexOptions.NonBacktracking);
        Text.Sample(text =>
        {
            for (var start = 0; start < text.Length; start++)
            {
                var match = regex.Match(text[start..]);
                if (match.Success && match.Length > 0)
                {
                    sieve.MayMatch(text, start).ShouldBeTrue($"{pattern} at {start} of {text}");
                }
            }
        });
    }

    [Fact]
    public void Sieve_StopsMostOfWhatDoesNotMatch()
    {
        var sieve = new RuleSieve([new CompiledRule(MakeRule(@"[A-Z]{2}\d{6}"), 0)]);
        sieve.MayMatch("AB12x456", 0).ShouldBeFalse();
        sieve.MayMatch("AB123456", 0).ShouldBeTrue();
    }

    [Theory]
    [InlineData("(?=a)b")]
    [InlineData("^a")]
    [InlineData("[a-z-[aeiou]]")]
    [InlineData("(a")]
    public void Refuses_WhatItDoesNotKnow(string pattern) =>
        Should.Throw<NotSupportedException>(() => PatternParser.Parse(pattern));

    private static Rule MakeRule(string pattern) => new()
    {
        Id = "SG-TST-001",
        Kind = "test",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Word(1, 20),
        Pattern = pattern,
        MaxLength = 40,
        Confidence = 0.9,
        Positives = [],
        Negatives = [],
    };
}
