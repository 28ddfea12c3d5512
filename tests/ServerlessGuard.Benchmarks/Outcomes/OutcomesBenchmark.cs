using System.Globalization;
using ServerlessGuard.Core.Outcomes;

namespace ServerlessGuard.Benchmarks.Outcomes;

/// <summary>Simulates canaries: how many healthy ones are rolled back, and how many calls a harm takes to be found.</summary>
internal static class OutcomesBenchmark
{
    private const double Usual = 0.01;
    private const int Harmed = 1001;

    /// <param name="args"><c>[CANARIES] [CALLS]</c>; by default 10,000 of 5,000 calls.</param>
    public static int Run(IReadOnlyList<string> args)
    {
        var canaries = args.Count > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 10_000;
        var calls = args.Count > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5000;
        Console.WriteLine(
            $"alpha {CanaryRule.Alpha}, baseline harm rate {Usual:P0}, {canaries} healthy canaries of {calls} calls, {Harmed} canaries a harm rate; looked at after every call, as many baseline calls beside");
        Console.WriteLine("| rule | healthy rolled back | median calls to find 5% | 10% | 25% |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var rule in CanaryRule.All)
        {
            var healthy = RunAll(rule, canaries, calls, Usual).Count(static found => found is not null);
            var medians = ((double[])[0.05, 0.10, 0.25]).Select(rate => Median(RunAll(rule, Harmed, calls, rate)));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"| {rule.Name} | {100.0 * healthy / canaries:0.00}% | {string.Join(" | ", medians)} |"));
        }

        var wrong = ParallelEnumerable.Range(0, canaries).Count(seed => EightMetricCanary.IsRejected(seed, calls, CanaryRule.Alpha));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| e-BH, 8 live metrics of 0.05% to 20%, all healthy | {100.0 * wrong / canaries:0.00}% | | | |"));
        return 0;
    }

    private static int?[] RunAll(CanaryRule rule, int canaries, int calls, double rate) =>
        ParallelEnumerable.Range(0, canaries).Select(seed => Find(rule, seed, calls, rate)).ToArray();

    private static int? Find(CanaryRule rule, int seed, int calls, double rate)
    {
        var canary = new Canary(seed, Usual, rate);
        var history = new OutcomeCount(rule.History, canary.Draw(rule.History, Usual));
        while (canary.Calls < calls)
        {
            canary.Step();
            if (rule.Decides(canary, history))
            {
                return canary.Calls;
            }
        }

        return null;
    }

    private static string Median(int?[] found) =>
        found.Select(static f => f ?? int.MaxValue).Order().ElementAt(found.Length / 2) is var median && median < int.MaxValue
            ? median.ToString(CultureInfo.InvariantCulture)
            : "not found";
}
