using CsCheck;

namespace ServerlessGuard.Detection.Tests;

public sealed class LiteralAutomatonTests
{
    private static readonly Gen<string> Word = Gen.Char["abABéÉ-"].Array[1, 4].Select(static units => new string(units).ToLowerInvariant());

    [Fact]
    public void Finds_EveryOccurrence_OfEveryLiteral() =>
        Gen.Select(Word.Array[1, 8], Gen.Char["abABéÉ-"].Array[0, 40]).Sample((words, units) =>
        {
            var literals = words.Distinct().ToArray();
            var text = new string(units);
            var found = new List<(int End, int Literal)>();
            new LiteralAutomaton(literals).Find(text, found);

            var expected = from end in Enumerable.Range(1, text.Length)
                           from id in Enumerable.Range(0, literals.Length)
                           let start = end - literals[id].Length
                           where start >= 0 && text[start..end].Equals(literals[id], StringComparison.OrdinalIgnoreCase)
                           select (end, id);
            found.Order().ShouldBe(expected.Order());
        });
}
