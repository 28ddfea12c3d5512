using System.Globalization;
using System.Text.Json;
using ServerlessGuard.Core.Monitoring;
using ServerlessGuard.Core.Outcomes;

namespace ServerlessGuard.Benchmarks.Monitoring;

/// <summary>Real texts: one corpus before and another after must alarm, and a corpus split at random hardly ever.</summary>
internal static class TextDrift
{
    private const int Splits = 200;
    private const int PerHour = 20;
    private const double AverageRun = 240;

    public static int Run(string before, string after)
    {
        var (one, other) = (Read(before), Read(after));
        var hours = one.Count / 2 / PerHour;
        Console.WriteLine($"{one.Count} texts before, {other.Count} after, {PerHour} an hour; signals: script, topic, input-length; "
            + $"average run {AverageRun} h");
        var changed = Until(one, [.. other.Take(hours * PerHour)], 0);
        Console.WriteLine(changed is { } found
            ? $"after the change: {string.Join(", ", found.Signals)} found in hour {found.Hour} of {hours}"
            : $"after the change: nothing found in {hours} hours");
        var alarms = Enumerable.Range(0, Splits).Count(seed =>
        {
            var mixed = one.ToArray();
            new Random(seed).Shuffle(mixed);
            return Until(mixed[..(mixed.Length / 2)], mixed[(mixed.Length / 2)..], seed) is not null;
        });

        // At most so many in the mean; a Poisson number above this happens once in a thousand.
        var mean = hours * Splits / AverageRun;
        var most = mean + (3.1 * Math.Sqrt(mean)) + 1;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Splits} random splits of {hours} hours: {alarms} alarms; the setting allows {mean:0.0} in the mean, 0 to {most:0}"));
        return changed is not null && alarms <= most ? 0 : 1;
    }

    private static (int Hour, IReadOnlyList<string> Signals)? Until(IReadOnlyList<string> before, string[] after, int seed)
    {
        var learnt = new SignalCounts();
        Count(learnt, before);
        List<(long, SignalCounts)> baseline = [(0, learnt)];
        var state = SubjectRules.Begin(new($"{seed}", "texts"), 0) with
        {
            Reference = ((MonitoredSignal[])[Signals.Script, Signals.Topic, Signals.InputLength])
                .ToDictionary(static s => s.Id, s => SignalReference.Of(s, baseline)!),
        };
        for (var hour = 0; (hour + 1) * PerHour <= after.Length; hour++)
        {
            var counts = new SignalCounts();
            Count(counts, after.Skip(hour * PerHour).Take(PerHour));
            state = SubjectRules.Next(state, new SubjectHour(hour, counts));
            var signals = state.Reference!.Keys.ToList();
            var rejected = EValues.Reject([.. signals.Select(s => SubjectRules.LogM(state, s))], 1 / AverageRun);
            if (rejected.Count > 0)
            {
                return (hour + 1, [.. rejected.Select(i => signals[i])]);
            }
        }

        return null;
    }

    private static void Count(SignalCounts counts, IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            counts.Add(new(Signals.InputLength, LogBuckets.Of(text.Length)), "text");
            if (TextSketch.Of(text) is { } sketch)
            {
                counts.Add(new(Signals.Script, sketch.Script), "text");
                counts.Add(new(Signals.Topic, sketch.Topic), "text");
            }
        }
    }

    private static List<string> Read(string path) =>
        [.. File.ReadLines(path).Select(static line => JsonDocument.Parse(line).RootElement.GetProperty("text").GetString()!)];
}
