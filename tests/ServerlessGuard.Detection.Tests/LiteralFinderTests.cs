using CsCheck;
using ServerlessGuard.Detection.Automata;

namespace ServerlessGuard.Detection.Tests;

public sealed class LiteralFinderTests
{
    private static readonly Gen<string> Word = Gen.Char["abABéÉ-(漢"].Array[1, 10].Select(
        static units => new string(units).ToLowerInvariant());

    [Fact]
    public void Finds_EveryOccurrence_OfEveryLiteral_InOrder() =>
        Gen.Select(Word.Array[1, 8], Gen.Char["abABéÉ-(漢"].Array[0, 40]).Sample((words, units) =>
        {
            var literals = words.Distinct().ToArray();
            var text = new string(units);
            var found = new List<(int End, int Literal)>();
            var open = new LiteralFinder(literals).Find(text, Symbols(text), found);

            var expected = from end in Enumerable.Range(1, text.Length)
                           from id in Enumerable.Range(0, literals.Length)
                           let start = end - literals[id].Length
                           where start >= 0 && text[start..end].Equals(literals[id], StringComparison.OrdinalIgnoreCase)
                           orderby end, start
                           select (end, id);
            found.ShouldBe(expected);
            var longest = Enumerable.Range(0, text.Length + 1).First(start => start == text.Length
                || literals.Any(literal => literal.StartsWith(text[start..], StringComparison.OrdinalIgnoreCase)));
            open.ShouldBeGreaterThanOrEqualTo(text.Length - longest);
        });

    private static byte[] Symbols(string text)
    {
        var symbols = new byte[text.Length];
        SymbolMap.Map(text, symbols);
        return symbols;
    }
}
