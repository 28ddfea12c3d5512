using System.Globalization;
using ServerlessGuard.Core.Monitoring;

namespace ServerlessGuard.Benchmarks.Monitoring;

/// <summary>
/// Simulates one event of an application: how long until a false alarm, and how long until a shift is found, beside rules that are
/// calibrated to the same mean time to a false alarm.
/// </summary>
internal static class DriftBenchmark
{
    private const double Usual = 0.03;
    private const int Learnt = 5000;
    private const int PerHour = 60;
    private const int Quiet = 100;
    private const int Shifts = 101;
    private const int Longest = 1500;
    private const int Calibration = 120;

    /// <param name="args"><c>[RUNS]</c>, by default 1,000; or <c>--data BEFORE AFTER</c>, files of JSON lines with a field text.</param>
    public static int Run(IReadOnlyList<string> args)
    {
        if (args is ["--data", var before, var after])
        {
            return TextDrift.Run(before, after);
        }

        var runs = args.Count > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1000;
        Console.WriteLine($"{runs} runs without a change, baseline of {Learnt} interactions at {Usual:P0}, {PerHour} an hour");
        Console.WriteLine("| setting, hours | looked for, hours | false alarms | mean time to one at least | ratio to the setting |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var setting in (int[])[24, 240, 1000])
        {
            WriteRuns(runs, setting);
        }

        Console.WriteLine();
        Console.WriteLine($"median hours until a shift is found ({Shifts} runs each, shift after {Quiet} h); every rule calibrated to a "
            + "mean of 240 h to a false alarm, but for the two rows that say otherwise");
        Console.WriteLine("| rule | mean time to a false alarm | 3% to 3.6% | 4.5% | 6% | 12% | 30% | 1% |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        const int Setting = 240;
        Write("e-detector, threshold by its bound", ChangeRule.All[0].Make, Math.Log(Setting));
        foreach (var (name, make) in ChangeRule.All)
        {
            Write(name, make, Calibrate(make, Setting));
        }

        Write("PSI > 0.1 of daily windows", ChangeRule.All[^1].Make, 0.1);
        return 0;
    }

    private static void WriteRuns(int runs, int setting)
    {
        var most = (setting < 1000 ? 10 : 3) * setting;
        var found = ParallelEnumerable.Range(0, runs)
            .Select(seed => Until(ChangeRule.All[0].Make, seed, Usual, 0, most, Math.Log(setting)) ?? most + 1).ToArray();
        var mean = found.Average(f => (double)Math.Min(f, most));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {setting} | {most} | {found.Count(f => f <= most)} | {mean:0} | {mean / setting:0.0} |"));
    }

    private static void Write(string name, Func<long, long, ChangeRule> make, double threshold)
    {
        const int Most = 5000;
        var falseAlarms = Mean(make, threshold, Calibration, Most);
        var medians = ((double[])[0.036, 0.045, 0.06, 0.12, 0.3, 0.01]).Select(rate =>
        {
            var delays = ParallelEnumerable.Range(0, 2 * Shifts).Select(seed => Until(make, seed, rate, Quiet, Longest, threshold))
                .Where(static d => d is null or > Quiet).Take(Shifts).Select(static d => d is { } found ? found - Quiet : int.MaxValue)
                .Order().ToArray();
            return delays.Length == 0 ? "-" : delays[delays.Length / 2] is var median && median < int.MaxValue
                ? median.ToString(CultureInfo.InvariantCulture) : $"not in {Longest - Quiet}";
        });
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {(falseAlarms > 0.9 * Most ? $"over {0.9 * Most:0}" : $"{falseAlarms:0}")} | {string.Join(" | ", medians)} |"));
    }

    /// <summary>The threshold at which the mean time to a false alarm is the setting.</summary>
    private static double Calibrate(Func<long, long, ChangeRule> make, int setting)
    {
        var (low, high) = (-20.0, 50.0);
        for (var i = 0; i < 12; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Mean(make, middle, Calibration, 10 * setting) < setting ? (middle, high) : (low, middle);
        }

        return high;
    }

    private static double Mean(Func<long, long, ChangeRule> make, double threshold, int runs, int most) => ParallelEnumerable
        .Range(0, runs).Average(seed => (double)(Until(make, seed, Usual, 0, most, threshold) ?? most));

    /// <summary>The hours until an alarm; null: there was none. A baseline is drawn for each run.</summary>
    private static int? Until(Func<long, long, ChangeRule> make, int seed, double rate, int quiet, int most, double threshold)
    {
        var random = new Random(seed);
        var rule = make(Hits(random, Learnt, Usual), Learnt);
        for (var hour = 0; hour < most; hour++)
        {
            if (rule.Next(hour, Hits(random, PerHour, hour < quiet ? Usual : rate), PerHour) >= threshold)
            {
                return hour + 1;
            }
        }

        return null;
    }

    /// <summary>A binomial draw by the gaps between hits, which are geometric: as many logarithms as hits.</summary>
    private static int Hits(Random random, int trials, double rate)
    {
        var (hits, at, scale) = (0, -1.0, 1 / Math.Log(1 - rate));
        while (true)
        {
            at += 1 + Math.Floor(Math.Log(1 - random.NextDouble()) * scale);
            if (at >= trials)
            {
                return hits;
            }

            hits++;
        }
    }
}
