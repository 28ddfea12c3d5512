using System.Text.Json;
using ServerlessGuard.Detection;

namespace ServerlessGuard.Benchmarks.Accuracy;

/// <summary>One entity per row, with its spans, or with a count where the spans are not known; a count of 0 must stay unfound.</summary>
internal sealed class RecogniserCaseSuite(MissList misses) : ISuite
{
    private readonly ScoreTable table = new();

    public void Add(JsonElement row, Scanner scanner, double threshold)
    {
        var entity = row.GetProperty("entity").GetString()!;
        if (EntityKinds.For(entity) is not { Count: > 0 } kinds)
        {
            return;
        }

        var text = row.GetProperty("text").GetString()!;
        var expected = row.GetProperty("spans").EnumerateArray()
            .Select(span => Span.FromCodePoints(text, span[0].GetInt32(), span[1].GetInt32())).ToList();
        var found = Span.Flatten(scanner.Scan(text, threshold)
            .Where(finding => kinds.Contains(finding.Rule.Kind)).Select(static f => new Span(f.Start, f.End)));
        var count = row.GetProperty("expected_count").GetInt32();
        if (expected.Count == 0 && count > 0)
        {
            var right = Math.Min(count, found.Count);
            table.Add(entity, right, found.Count - right, count - right);
            if (right < count)
            {
                misses.Add(entity, "?", text, 0, text.Length);
            }

            return;
        }

        table.AddMatched(entity, expected, found, (sign, span) => misses.Add(entity, sign, text, span.Start, span.End));
    }

    public void Print(TextWriter output) => table.Print(output);
}
