namespace ServerlessGuard.Detection;

/// <summary>
/// The cheap sign that makes a rule's pattern worth running. All anchors of all rules are found in one pass over the text.
/// </summary>
public abstract record Anchor
{
    private Anchor()
    {
    }

    /// <summary>The match begins with one of these literals. The fastest anchor: the pattern runs only there.</summary>
    public static Anchor StartsWith(params string[] literals) => new Prefix(literals);

    /// <summary>
    /// One of these literals lies in the match, at most <paramref name="maxBefore"/> units after the match's start
    /// (default: the rule's maximum length). With <paramref name="wholeWords"/> a literal counts only where no word continues
    /// on either side of it.
    /// </summary>
    public static Anchor Contains(string[] literals, int maxBefore = -1, bool wholeWords = false) =>
        new Inner(literals, maxBefore, wholeWords);

    /// <summary>
    /// The match contains a run of digits and single separators (space, dot, hyphen, slash, parentheses, plus) with
    /// <paramref name="min"/> to <paramref name="max"/> digits in all. <paramref name="maxBefore"/>: how far before the
    /// run the match may start.
    /// </summary>
    public static Anchor Digits(int min, int max, int maxBefore = 0) => new DigitRun(min, max, maxBefore);

    /// <summary>
    /// The match starts at a run of ASCII letters, digits and underscores that is <paramref name="min"/> to
    /// <paramref name="max"/> units long. For long identifiers with no literal of their own.
    /// </summary>
    public static Anchor Word(int min, int max) => new LongWord(min, max);

    /// <summary>The pattern runs only near one of the rule's context words. For formats with no literal of their own.</summary>
    public static Anchor NearContext() => new ContextWord();

    public sealed record Prefix(IReadOnlyList<string> Literals) : Anchor;

    public sealed record Inner(IReadOnlyList<string> Literals, int MaxBefore, bool WholeWords) : Anchor;

    public sealed record DigitRun(int Min, int Max, int MaxBefore) : Anchor;

    public sealed record LongWord(int Min, int Max) : Anchor;

    public sealed record ContextWord : Anchor;
}
