using System.Text.RegularExpressions;
using CsCheck;
using ServerlessGuard.Detection.Automata;

namespace ServerlessGuard.Detection.Tests;

/// <summary>
/// Holds the pattern machine and the prefilters to .NET's backtracking engine: for patterns of all kinds, and for every rule.
/// </summary>
public sealed class PatternMatcherTests
{
    private static readonly Gen<string> Text = Gens.Any(
        "a", "b", "A", "Z", "0", "9", "-", ".", " ", "_", "(", "é", "É", "漢", "\n", "]", "x1", "ab").Array[0, 14].Select(string.Concat);

    public static TheoryData<string> Patterns =>
    [
        "ab|a0?", "a|ab", "[a-c]{2,4}-?", "(?i:ab)+Z", "(?<v>a|b){0,3}9", @"\d{1,3}(?:\.\d{1,3}){1,2}", @"[^\s-]+ ", @"\w*\b-", "[-_.]?a",
        @"a.{0,3}?9", @"\p{L}+0", "(a(b(0)?)?)*-", @"[\]\-(]",
        "(?i)AB|é", "a{2}", @"\x41\u005A", @"\Bb|a\b", "(?:a??b)+?0", "(?<v>[a-b]{1,2}?)(?:b|-)", "^a|b", @"(?:a|ab)(?:0|b0)?",
        @"[^a\W]{1,9}é",
    ];

    public static TheoryData<string> RuleIds => [.. RuleCatalogue.All.Select(static rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Patterns))]
    public void Finds_WhatDotNetFinds(string pattern)
    {
        var pair = new Pair(pattern, PatternParser.Parse(pattern), 64);
        Text.Sample(pair.Compare, threads: 1);
    }

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void Rule_FindsWhatDotNetFinds_InAlteredPositives(string id)
    {
        var rule = RuleCatalogue.All.Single(rule => rule.Id == id);
        var pair = new Pair(RuleAutomata.TextOf(rule), RuleAutomata.Of(rule).Pattern, rule.MaxLength);
        var texts = rule.Positives.Concat(rule.Negatives)
            .Select(static text => Normaliser.Normalise(RuleProof.Unmark(text)?.Text ?? text))
            .ToArray();
        Gen.Select(Gen.Int[0, texts.Length - 1], Gen.Int[0, 400], Gen.Int[0, 400], Gen.Int[0, 6]).Sample((which, from, other, kind) =>
        {
            var text = texts[which];
            var (first, second) = (from % text.Length, other % text.Length);
            text = kind switch
            {
                0 => text,
                1 => text.Remove(first, 1),
                2 => text.Insert(first, text[second].ToString()),
                3 => text[..first] + text[second..],
                4 => text[..(first + 1)],
                5 => text.ToUpperInvariant(),
                _ => text + text[second..],
            };
            pair.Compare(text);
        }, iter: 20, threads: 1);
    }

    [Fact]
    public void Prefilter_StopsMostOfWhatDoesNotMatch()
    {
        var prefilter = Prefilter(PatternParser.Parse(@"[A-Z]{2}\d{6}"));
        MayMatch(prefilter, Symbols("AB12x456")).ShouldBeFalse();
        MayMatch(prefilter, Symbols("AB123456")).ShouldBeTrue();
    }

    [Fact]
    public void Prefilter_OfAnExplodingPattern_KeepsItsBudget()
    {
        var prefilter = Prefilter(PatternParser.Parse("(?:a|b|0|ab){1,3}[^z]*a[^z]{14}(?:x|y)"), budget: 4096);
        prefilter.Entries.ShouldBeLessThanOrEqualTo(4096);
        prefilter.Leaves.ShouldBe(1);
        MayMatch(prefilter, Symbols("ab" + "a" + new string('c', 14) + "x")).ShouldBeTrue();
        MayMatch(prefilter, Symbols("zb")).ShouldBeFalse();
    }

    private sealed class Pair(string pattern, PatternNode parsed, int longest)
    {
        private readonly Regex _regex = new($@"\A(?:{pattern})", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);
        private readonly PatternProgram _program = new(parsed);
        private readonly PrefilterDfa _prefilter = Prefilter(parsed);
        private readonly PatternMatcher _matcher = new();

        public void Compare(string text)
        {
            var symbols = Symbols(text);
            for (var start = 0; start < text.Length; start++)
            {
                var window = text[start..Math.Min(text.Length, start + longest + 1)];
                var expected = _regex.Match(window);
                var found = _matcher.Run(_program, window);
                found.Length.ShouldBe(expected.Success ? expected.Length : -1, $"{pattern} at {start} of {text}");
                if (!expected.Success)
                {
                    continue;
                }

                MayMatch(_prefilter, symbols.AsSpan(start, window.Length)).ShouldBeTrue($"{pattern} at {start} of {text}");
                if (_program.HasValue && expected.Groups["v"] is { Success: true } value)
                {
                    (found.ValueStart, found.ValueEnd).ShouldBe(
                        (value.Index, value.Index + value.Length), $"{pattern} at {start} of {text}");
                }
            }
        }
    }

    private static bool MayMatch(PrefilterDfa prefilter, ReadOnlySpan<byte> symbols)
    {
        var steps = 0L;
        return prefilter.MayMatch(symbols, ref steps);
    }

    private static PrefilterDfa Prefilter(PatternNode pattern, int budget = 16 * 1024)
    {
        var builder = new PrefilterBuilder(budget);
        builder.Add(pattern);
        return builder.Build();
    }

    private static byte[] Symbols(string text)
    {
        var symbols = new byte[text.Length];
        SymbolMap.Map(text, symbols);
        return symbols;
    }
}
