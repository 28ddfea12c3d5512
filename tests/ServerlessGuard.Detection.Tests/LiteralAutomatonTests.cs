using CsCheck;
using ServerlessGuard.Detection.Automata;

namespace ServerlessGuard.Detection.Tests;

public sealed class LiteralAutomatonTests
{
    private static readonly Gen<string> Word = Gen.Char["abABéÉ-(漢"].Array[1, 4].Select(
        static units => new string(units).ToLowerInvariant());

    [Fact]
    public void Finds_EveryOccurrence_OfEveryLiteral() =>
        Gen.Select(Word.Array[1, 8], Gen.Char["abABéÉ-(漢"].Array[0, 40]).Sample((words, units) =>
        {
            var literals = words.Distinct().ToArray();
            var text = new string(units);
            var found = new List<(int End, int Literal)>();
            var symbols = new byte[text.Length];
            SymbolMap.Map(text, symbols);
            new LiteralAutomaton(literals).Find(text, symbols, found);

            var expected = from end in Enumerable.Range(1, text.Length)
                           from id in Enumerable.Range(0, literals.Length)
                           let start = end - literals[id].Length
                           where start >= 0 && text[start..end].Equals(literals[id], StringComparison.OrdinalIgnoreCase)
                           select (end, id);
            found.Order().ShouldBe(expected.Order());
        });
}
