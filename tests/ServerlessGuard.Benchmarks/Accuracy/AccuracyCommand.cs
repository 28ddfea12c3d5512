using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Detection;

namespace ServerlessGuard.Benchmarks.Accuracy;

/// <summary>
/// <c>accuracy pii|sentences|secrets|injection PATH [--threshold 0.5] [--show [TYPE]]</c>: scores the shipped rules on a
/// file of labelled rows (JSON lines). <c>--show</c> lists the rows that were judged wrongly.
/// </summary>
internal static class AccuracyCommand
{
    private const string Usage = "accuracy pii|sentences|secrets|injection PATH [--threshold 0.5] [--show [TYPE]]";

    public static int Run(IReadOnlyList<string> args, TextWriter output)
    {
        if (args.Count < 2 || !File.Exists(args[1]))
        {
            output.WriteLine(Usage);
            return 2;
        }

        var threshold = Scanner.DefaultThreshold;
        string? show = null;
        for (var i = 2; i < args.Count; i++)
        {
            if (args[i] == "--threshold" && i + 1 < args.Count)
            {
                threshold = double.Parse(args[++i], CultureInfo.InvariantCulture);
            }
            else if (args[i] == "--show")
            {
                show = i + 1 < args.Count && !args[i + 1].StartsWith("--", StringComparison.Ordinal) ? args[++i] : "";
            }
        }

        var rows = File.ReadLines(args[1]).Where(static line => line.Length > 0)
            .Select(static line => JsonDocument.Parse(line).RootElement).ToArray();
        var clock = Stopwatch.StartNew();
        var misses = new MissList(show);
        ISuite? suite = args[0] switch
        {
            "pii" => new RecogniserCaseSuite(misses),
            "sentences" => new SentenceSuite(misses),
            "secrets" => new SecretSuite(misses),
            "injection" => new InjectionSuite(misses),
            _ => null,
        };
        if (suite is null)
        {
            output.WriteLine(Usage);
            return 2;
        }

        foreach (var row in rows)
        {
            suite.Add(row, GuardScanner.Default, threshold);
        }

        misses.Print(output);
        suite.Print(output);
        output.WriteLine($"{rows.Length} rows in {clock.Elapsed.TotalSeconds:0.0} s, threshold {threshold.ToString(CultureInfo.InvariantCulture)}");
        return 0;
    }
}
