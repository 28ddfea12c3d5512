using System.Text;

namespace ServerlessGuard.Detection.Tests;

/// <summary>The work of a scan, counted in steps: the same on every machine, whatever else runs there.</summary>
public sealed class ScanWorkTests
{
    private const int Size = 4 * 1024;
    private const double MostForOneRule = 200;
    private const double MostForAll = 120;

    // Kinds of text that cost much, found by hand: '#' is a fresh digit, 'a' a fresh letter, 'A' a fresh capital.
    private static readonly string[] Worst =
    [
        "#:", "#.", "#-", "# ", "a:", "A#", "#a:", "@a.", "a@", "+# ", "(#) ", "passport # ", "tax id A#", "iban AA##", "key=", "://",
        "eyJ", "sk-", "-----BEGIN ", "ignore all ", "you are now ", "no longer ", "![a](", "<a ", "\\n#", "\u3012#", "\u5361\u53f7#",
    ];

    [Fact]
    public void OneRule_CostsBoundedSteps_OnTextsMadeAgainstIt()
    {
        var worst = RuleCatalogue.All.Select(static rule =>
        {
            var scanner = new Scanner([rule]);
            return (Steps: TextsAgainst(rule).Max(text => scanner.CountSteps(text) / (double)text.Length), rule.Id);
        }).OrderDescending().ToArray();
        worst[0].Steps.ShouldBeLessThan(MostForOneRule, string.Join(", ", worst.Take(20)));
    }

    [Fact]
    public void AllRules_CostBoundedSteps_OnTheWorstTextsKnown()
    {
        var worst = Worst.Select(static pattern => (Steps: Scanner.Default.CountSteps(Fresh(pattern)) / (double)Size, pattern))
            .OrderDescending()
            .ToArray();
        worst[0].Steps.ShouldBeLessThan(MostForAll, string.Join(", ", worst.Take(20)));
    }

    [Fact]
    public void Steps_RiseAsTheText()
    {
        var text = Fresh("#: a.# passport ");
        var (once, twice) = (Scanner.Default.CountSteps(text), Scanner.Default.CountSteps(text + text));
        ((double)twice / once).ShouldBe(2, 0.05);
    }

    /// <summary>Text that brings the rule up, over and over: its anchors, its examples, and their beginnings without an end.</summary>
    private static IEnumerable<string> TextsAgainst(Rule rule)
    {
        var literals = rule.Anchor switch
        {
            Anchor.Prefix prefix => prefix.Literals,
            Anchor.Inner inner => inner.Literals,
            _ => rule.Context.Take(1),
        };
        foreach (var literal in literals.Take(2))
        {
            yield return Repeated(literal);
            yield return Repeated(literal + " ");
        }

        foreach (var positive in rule.Positives)
        {
            var example = positive.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal);
            yield return Repeated(example + " ");
            yield return Repeated(example[..(example.Length * 3 / 4)] + " ");
            yield return Repeated(example[positive.IndexOf('«', StringComparison.Ordinal)..]);
        }
    }

    private static string Repeated(string part)
    {
        var text = new StringBuilder(Size + part.Length);
        while (text.Length < Size)
        {
            text.Append(part);
        }

        return text.ToString(0, Size);
    }

    private static string Fresh(string pattern)
    {
        var numbers = new SeededNumbers(1);
        return string.Concat(Repeated(pattern).Select(unit => unit switch
        {
            '#' => (char)('0' + numbers.Next(10)),
            'a' => (char)('a' + numbers.Next(26)),
            'A' => (char)('A' + numbers.Next(26)),
            _ => unit,
        }));
    }
}
