namespace ServerlessGuard.Benchmarks.Accuracy;

/// <summary>Counts of right, spurious and missed per type, printed with precision, recall and F1.</summary>
internal sealed class ScoreTable
{
    private readonly SortedDictionary<string, (int Right, int Spurious, int Missed)> rows = new(StringComparer.Ordinal);

    public void Add(string type, int right, int spurious, int missed)
    {
        var row = rows.GetValueOrDefault(type);
        rows[type] = (row.Right + right, row.Spurious + spurious, row.Missed + missed);
    }

    /// <summary>Pairs each expected span with one found span and counts what is left over.</summary>
    public void AddMatched(string type, IReadOnlyList<Span> expected, IReadOnlyList<Span> found, Action<string, Span> miss)
    {
        var open = found.ToList();
        var right = 0;
        foreach (var span in expected)
        {
            var index = open.FindIndex(span.Matches);
            if (index < 0)
            {
                miss("-", span);
                continue;
            }

            right++;
            open.RemoveAt(index);
        }

        open.ForEach(span => miss("+", span));
        Add(type, right, open.Count, expected.Count - right);
    }

    public void Print(TextWriter output)
    {
        output.WriteLine($"{"type",-30}{"right",7}{"spur.",7}{"missed",7}{"P",8}{"R",8}{"F1",8}");
        foreach (var (type, row) in rows)
        {
            PrintRow(output, type, row);
        }

        PrintRow(output, "ALL", (rows.Values.Sum(r => r.Right), rows.Values.Sum(r => r.Spurious), rows.Values.Sum(r => r.Missed)));
    }

    private static void PrintRow(TextWriter output, string type, (int Right, int Spurious, int Missed) row)
    {
        var precision = Ratio(row.Right, row.Right + row.Spurious);
        var recall = Ratio(row.Right, row.Right + row.Missed);
        var f1 = precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
        output.WriteLine($"{type,-30}{row.Right,7}{row.Spurious,7}{row.Missed,7}{precision,8:0.000}{recall,8:0.000}{f1,8:0.000}");
    }

    private static double Ratio(int part, int whole) => whole == 0 ? 1 : (double)part / whole;
}
