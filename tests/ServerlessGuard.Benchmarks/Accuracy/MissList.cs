namespace ServerlessGuard.Benchmarks.Accuracy;

/// <summary>What was judged wrongly, for the eyes of whoever improves a rule. Holds nothing unless asked.</summary>
internal sealed class MissList(string? type)
{
    private readonly List<string> lines = [];

    public void Add(string missedType, string sign, string text, int start, int end)
    {
        if (type is null || (type.Length > 0 && type != missedType))
        {
            return;
        }

        var from = Math.Max(0, start - 40);
        var to = Math.Min(text.Length, end + 30);
        lines.Add($"{sign} {missedType}: {Flat(text[from..start])}«{Flat(text[start..end])}»{Flat(text[end..to])}");
    }

    public void Print(TextWriter output) => lines.ForEach(output.WriteLine);

    private static string Flat(string text) => text.Replace('\n', '⏎').Replace('\r', '⏎');
}
