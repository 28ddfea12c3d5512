using System.Text.Json;
using ServerlessGuard.Detection;

namespace ServerlessGuard.Benchmarks.Accuracy;

/// <summary>Whether a text's highest injection confidence reaches the threshold, by source, and over a sweep of thresholds.</summary>
internal sealed class InjectionSuite(MissList misses) : ISuite
{
    private const double Lowest = 0.05;

    private readonly ScoreTable table = new();
    private readonly List<(bool IsInjection, double Confidence)> scores = [];

    public void Add(JsonElement row, Scanner scanner, double threshold)
    {
        var text = row.GetProperty("text").GetString()!;
        var source = row.GetProperty("source").GetString()!;
        var isInjection = row.GetProperty("label").GetString() == "injection";
        var confidence = scanner.Scan(text, Lowest).Where(static f => f.Rule.Category == FindingCategory.Injection)
            .Select(static f => f.Confidence).DefaultIfEmpty(0).Max();
        scores.Add((isInjection, confidence));
        var found = confidence >= threshold;
        table.Add(source, found && isInjection ? 1 : 0, found && !isInjection ? 1 : 0, !found && isInjection ? 1 : 0);
        if (found != isInjection)
        {
            misses.Add(source, found ? "+" : "-", text, 0, Math.Min(text.Length, 300));
        }
    }

    public void Print(TextWriter output)
    {
        table.Print(output);
        var (attacks, benign) = (scores.Count(static s => s.IsInjection), scores.Count(static s => !s.IsInjection));
        output.WriteLine($"{attacks} attacks, {benign} benign");
        foreach (var at in new[] { 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9 })
        {
            var right = scores.Count(s => s.IsInjection && s.Confidence >= at);
            var spurious = scores.Count(s => !s.IsInjection && s.Confidence >= at);
            output.WriteLine($"  at {at:0.0}: detected {(double)right / Math.Max(1, attacks):0.000}, false alarms {(double)spurious / Math.Max(1, benign):0.000}");
        }
    }
}
