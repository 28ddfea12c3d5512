using System.Globalization;
using ServerlessGuard.Detection;

namespace ServerlessGuard.Benchmarks.FreshText;

/// <summary>How the speed falls with the number of rules: parts of those that ship, then 500 of a user's own beside them.</summary>
internal static class RuleCurve
{
    private const int Bytes = 500_000;
    private const int UserRules = 500;

    public static void Run(ulong seed)
    {
        Console.WriteLine("number of rules, all classes, 64 KB pieces");
        var rules = Scanner.Default.Rules;
        foreach (var every in new[] { 8, 4, 2, 1 })
        {
            Row([.. rules.Where((_, index) => index % every == 0)], seed, every == 1 ? "all that ship" : "");
        }

        Row([.. rules, .. Own(seed)], seed, "with 500 of a user's own");
    }

    private static void Row(IReadOnlyList<Rule> rules, ulong seed, string note)
    {
        var scanner = new Scanner(rules);
        foreach (var kind in Enum.GetValues<TextClass>())
        {
            FreshBenchmark.Measure(scanner, new FreshTexts(seed + 2000).Make(kind, Bytes / 2), 64 * 1024);
        }

        var cost = default(Cost);
        foreach (var kind in Enum.GetValues<TextClass>())
        {
            cost += FreshBenchmark.Measure(scanner, new FreshTexts(seed + 3000).Make(kind, Bytes), 64 * 1024);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {rules.Count,5} rules {cost.Speed,8:0.0} MB/s  {note}"));
    }

    // Texts of users: numbers of customers and contracts, tokens of their own services.
    private static IEnumerable<Rule> Own(ulong seed)
    {
        var numbers = new SeededNumbers(seed);
        for (var i = 0; i < UserRules; i++)
        {
            var prefix = string.Concat(Enumerable.Range(0, 4).Select(_ => (char)('a' + numbers.Next(26))));
            var literal = i % 2 == 0 ? prefix + "_" : prefix.ToUpperInvariant() + "-";
            yield return new Rule
            {
                Id = string.Create(CultureInfo.InvariantCulture, $"OWN-{i:000}"),
                Kind = "own",
                Category = FindingCategory.Personal,
                Anchor = Anchor.StartsWith(literal),
                Pattern = literal + (i % 2 == 0 ? "[A-Za-z0-9]{20,40}" : @"\d{4}-\d{6}"),
                MaxLength = 64,
                Confidence = 0.9,
                Positives = [],
                Negatives = [],
            };
        }
    }
}
