namespace ServerlessGuard.Benchmarks.Accuracy;

/// <summary>A stretch of text in UTF-16 units.</summary>
internal readonly record struct Span(int Start, int End)
{
    /// <summary>Whether the overlap is at least half of the union.</summary>
    public bool Matches(Span other)
    {
        var overlap = Math.Min(End, other.End) - Math.Max(Start, other.Start);
        return overlap > 0 && 2 * overlap >= Math.Max(End, other.End) - Math.Min(Start, other.Start);
    }

    public bool Overlaps(Span other) => Start < other.End && other.Start < End;

    /// <summary>Spans given in code points, moved to UTF-16 units.</summary>
    public static Span FromCodePoints(string text, int start, int end)
    {
        var first = Move(text, 0, start);
        return new Span(first, Move(text, first, end - start));
    }

    /// <summary>Of overlapping spans keeps the leftmost, then longest.</summary>
    public static List<Span> Flatten(IEnumerable<Span> spans)
    {
        var kept = new List<Span>();
        foreach (var span in spans.OrderBy(static s => s.Start).ThenByDescending(static s => s.End))
        {
            if (kept.Count == 0 || kept[^1].End <= span.Start)
            {
                kept.Add(span);
            }
        }

        return kept;
    }

    private static int Move(string text, int index, int codePoints)
    {
        for (; codePoints > 0 && index < text.Length; codePoints--)
        {
            index += char.IsSurrogatePair(text, index) ? 2 : 1;
        }

        return index;
    }
}
