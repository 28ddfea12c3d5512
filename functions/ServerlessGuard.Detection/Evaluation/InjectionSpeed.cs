using System.Text;
using ServerlessGuard.Detection.Injection;

namespace ServerlessGuard.Detection.Evaluation;

/// <summary>
/// The cost of an injection check of 2 KB: the rules alone, and with the model. Each piece is scanned once; other pieces bring the code up.
/// </summary>
internal static class InjectionSpeed
{
    private const int Size = 2000;
    private const int Pieces = 200;

    public static IReadOnlyList<Bar> Measure(Scanner scanner, IEnumerable<string> texts)
    {
        var joined = new StringBuilder();
        foreach (var text in texts)
        {
            joined.Append(text).Append('\n');
            if (joined.Length > 2 * Pieces * Size)
            {
                break;
            }
        }

        var all = joined.ToString();
        var pieces = Enumerable.Range(0, all.Length / Size).Select(i => all.Substring(i * Size, Size)).ToList();
        if (pieces.Count < 2)
        {
            return [];
        }

        var injections = scanner.For(FindingCategory.Injection);
        var half = pieces.Count / 2;
        Take(pieces[..half], text => injections.Scan(text));
        Take(pieces[..half], static text => InjectionModel.Default.Score(text));
        var rules = Take(pieces[half..], text => injections.Scan(text));
        var model = Take(pieces[half..], static text => InjectionModel.Default.Score(text));
        return
        [
            new Bar(
                "injection check of 2 KB, rules", rules, 30, AtMost: true, "µs",
                $"processor time, {pieces.Count - half} texts, each scanned once"),
            new Bar(
                "injection check of 2 KB, rules and model", rules + model, 150, AtMost: true, "µs", "where the policy asks for the model"),
        ];
    }

    private static double Take(List<string> pieces, Action<string> check)
    {
        var before = Environment.CpuUsage.TotalTime;
        pieces.ForEach(check);
        return (Environment.CpuUsage.TotalTime - before).TotalMicroseconds / pieces.Count;
    }
}
