using System.Text.Json;
using ServerlessGuard.Detection;

namespace ServerlessGuard.Benchmarks.Accuracy;

/// <summary>Sentences with all their labelled spans. Findings of kinds without a label are listed when they touch no label.</summary>
internal sealed class SentenceSuite(MissList misses) : ISuite
{
    private readonly ScoreTable table = new();
    private readonly SortedDictionary<string, int> strays = new(StringComparer.Ordinal);

    public void Add(JsonElement row, Scanner scanner, double threshold)
    {
        var text = row.GetProperty("text").GetString()!;
        var labels = row.GetProperty("spans").EnumerateArray()
            .Select(span => (Span: Span.FromCodePoints(text, span[0].GetInt32(), span[1].GetInt32()), Type: EntityKinds.Merge(span[2].GetString()!))).ToList();
        var findings = scanner.Scan(text, threshold).Where(static f => f.Rule.Category == FindingCategory.Personal).ToList();
        foreach (var type in EntityKinds.SentenceTypes)
        {
            var kinds = EntityKinds.For(type);
            var expected = labels.Where(label => label.Type == type).Select(static label => label.Span).ToList();
            var found = Span.Flatten(findings.Where(f => kinds.Contains(f.Rule.Kind)).Select(static f => new Span(f.Start, f.End)));
            if (expected.Count + found.Count > 0)
            {
                table.AddMatched(type, expected, found, (sign, span) => misses.Add(type, sign, text, span.Start, span.End));
            }
        }

        foreach (var stray in findings.Where(static f => !EntityKinds.IsSentenceKind(f.Rule.Kind)))
        {
            var span = new Span(stray.Start, stray.End);
            var touched = labels.FirstOrDefault(label => label.Span.Overlaps(span)).Type ?? "nothing";
            var key = $"{stray.Rule.Kind} on {touched}";
            strays[key] = strays.GetValueOrDefault(key) + 1;
            misses.Add(stray.Rule.Kind, "*", text, span.Start, span.End);
        }
    }

    public void Print(TextWriter output)
    {
        table.Print(output);
        output.WriteLine("Findings of kinds that this data does not label:");
        foreach (var (key, count) in strays)
        {
            output.WriteLine($"  {count,5}  {key}");
        }
    }
}
