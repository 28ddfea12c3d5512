namespace ServerlessGuard.Detection;

/// <summary>A stretch of text in UTF-16 units; <paramref name="End"/> lies behind it.</summary>
public readonly record struct TextSpan(int Start, int End)
{
    public int Length => End - Start;

    public bool Overlaps(TextSpan other) => Start < other.End && other.Start < End;

    /// <summary>Whether what both share is at least half of what they cover together.</summary>
    public bool IsMostly(TextSpan other)
    {
        var shared = Math.Min(End, other.End) - Math.Max(Start, other.Start);
        return shared > 0 && 2 * shared >= Math.Max(End, other.End) - Math.Min(Start, other.Start);
    }

    /// <summary>The span whose offsets count code points, as Python does.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It does not lie in the text.</exception>
    public static TextSpan FromCodePoints(string text, int start, int end)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfLessThan(end, start);
        var first = Advance(text, 0, start);
        return new TextSpan(first, Advance(text, first, end - start));
    }

    /// <summary>Of spans that overlap keeps the leftmost, then the longest.</summary>
    public static List<TextSpan> Flatten(IEnumerable<TextSpan> spans)
    {
        var kept = new List<TextSpan>();
        foreach (var span in spans.OrderBy(static s => s.Start).ThenByDescending(static s => s.End))
        {
            if (kept.Count == 0 || kept[^1].End <= span.Start)
            {
                kept.Add(span);
            }
        }

        return kept;
    }

    private static int Advance(string text, int index, int codePoints)
    {
        for (; codePoints > 0; codePoints--)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, text.Length, nameof(codePoints));
            index += char.IsSurrogatePair(text, index) ? 2 : 1;
        }

        return index;
    }
}
