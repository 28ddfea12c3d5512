using ServerlessGuard.Detection.Automata;

namespace ServerlessGuard.Detection;

/// <summary>A rule made ready to run: a prefilter that rejects nearly every start, and the program that decides. Immutable.</summary>
internal sealed class CompiledRule
{
    /// <summary>A run of digits and separators is checked this far ahead when its digits are counted.</summary>
    public const int RunAhead = 48;

    private readonly ulong[] _context;
    private readonly ulong[] _labels;

    /// <param name="contextWords">Every context word of the scanner's rules, with its number.</param>
    /// <exception cref="ArgumentException">The pattern uses syntax that rules may not use.</exception>
    public CompiledRule(Rule rule, int index, IReadOnlyDictionary<string, int> contextWords)
    {
        Rule = rule;
        Index = index;
        var automata = RuleAutomata.Of(rule);
        (Pattern, Program, Prefilter) = (automata.Pattern, automata.Program, automata.Prefilter);
        LongestLiteral = LiteralsOf(rule).Select(static literal => literal.Length).DefaultIfEmpty().Max();
        _context = SetOf(rule.Context, contextWords);
        _labels = SetOf(rule.Labels, contextWords);

        (MinDigits, MaxDigits, MaxBefore) = rule.Anchor is Anchor.DigitRun run ? (run.Min, run.Max, run.MaxBefore) : default;
        var seen = rule.Anchor switch
        {
            Anchor.DigitRun digits => Math.Max(rule.MaxLength, digits.MaxBefore + RunAhead),
            Anchor.LongWord word => Math.Max(rule.MaxLength, word.Max + 1),
            _ => rule.MaxLength,
        };
        StandsOut = rule.StandsOut ?? rule.Category switch
        {
            FindingCategory.Personal => rule.Check is not null && rule.Confidence >= Scanner.DefaultThreshold,
            FindingCategory.Secret => rule.Anchor is Anchor.Prefix prefix && prefix.Literals.All(static literal => literal.Length > 2),
            _ => false,
        };
        LongestContext = rule.Context.Select(static word => word.Length).DefaultIfEmpty().Max();
        Reach = seen + 2 + (StandsOut ? Edges.LongestNeighbour + 1 : 2)
            + (rule.Context.Count == 0 ? 0 : Scanner.ContextReachAfter + LongestContext);
    }

    public Rule Rule { get; }

    public int Index { get; }

    public PatternNode Pattern { get; }

    public PatternProgram Program { get; }

    public PrefilterDfa Prefilter { get; }

    /// <summary>Whether the format is known by itself, whatever is glued to it.</summary>
    public bool StandsOut { get; }

    /// <summary>How many units from a match's start decide it, context after it included.</summary>
    public int Reach { get; }

    /// <summary>Length of the longest literal or context word that brings the rule up.</summary>
    public int LongestLiteral { get; }

    /// <summary>Length of the longest context word.</summary>
    public int LongestContext { get; }

    /// <summary>How many digits the run at a digit anchor must have.</summary>
    public int MinDigits { get; }

    /// <summary>How many digits without separators the anchor's group may have.</summary>
    public int MaxDigits { get; }

    /// <summary>How far before its digits the match may start.</summary>
    public int MaxBefore { get; }

    /// <summary>Whether the rule's matches may be longer than an ordinary hold-back.</summary>
    public bool IsLong => Rule.MaxLength > Scanner.LongestOrdinary;

    public bool HasContextWords => Rule.Context.Count > 0;

    public bool IsContext(int word) => (_context[word / 64] >> (word % 64) & 1) != 0;

    public bool HasLabels => Rule.Labels.Count > 0;

    /// <summary>Whether the context word names the value itself.</summary>
    public bool IsLabel(int word) => (_labels[word / 64] >> (word % 64) & 1) != 0;

    /// <summary>
    /// Whether a match may start at <paramref name="start"/>, as far as the prefilter tells. An exact prefilter also gives the
    /// match's <paramref name="length"/>; otherwise that is -1.
    /// </summary>
    public bool MayMatch(ReadOnlySpan<byte> symbols, int start, in Edges edges, ScanBuffers buffers, out int length)
    {
        length = -1;
        if (!Prefilter.CanBegin(symbols[start]) || !edges.MayStart(this, start))
        {
            return false;
        }

        var limit = Math.Min(symbols.Length, start + Rule.MaxLength + 1);
        if (!Prefilter.IsExact && !IsLong)
        {
            return Prefilter.MayMatch(symbols[start..limit], ref buffers.Steps);
        }

        var end = IsLong ? Prefilter.MatchEnd(symbols, start, limit, buffers.TraceOf(Index), ref buffers.Steps)
            : Prefilter.MatchEnd(symbols[start..limit], ref buffers.Steps) is >= 0 and var units ? start + units
            : -1;
        if (!Prefilter.IsExact)
        {
            return end >= 0;
        }

        length = end - start;
        return Ends(edges, start, length);
    }

    /// <summary>Whether there is a match that passes the rule's check: <see cref="TryFind"/>, then <see cref="Passes"/>.</summary>
    public bool TryMatch(
        ReadOnlySpan<char> text, in Edges edges, int start, int length, PatternMatcher matcher, out int valueStart, out int valueLength) =>
        TryFind(text, edges, start, length, matcher, out valueStart, out valueLength) && Passes(text.Slice(valueStart, valueLength));

    /// <summary>Whether a value passes the rule's check.</summary>
    public bool Passes(ReadOnlySpan<char> value) => Rule.Check is null || Rule.Check(value);

    /// <summary>
    /// Looks for a match that starts at <paramref name="start"/>, whether or not its value passes the check.
    /// The answer depends only on the text from one unit before
    /// it to <see cref="Rule.MaxLength"/> + 1 units after it, wherever the text was cut: streaming rests on that.
    /// </summary>
    /// <param name="text">The whole text.</param>
    /// <param name="edges">The edges at which it may end.</param>
    /// <param name="start">The start of the match.</param>
    /// <param name="length">The length from <see cref="MayMatch"/>.</param>
    /// <param name="matcher">Runs the program where the length or the value is not known yet.</param>
    /// <param name="valueStart">The start of the finding.</param>
    /// <param name="valueLength">Its length.</param>
    public bool TryFind(
        ReadOnlySpan<char> text, in Edges edges, int start, int length, PatternMatcher matcher, out int valueStart,
        out int valueLength)
    {
        (valueStart, valueLength) = (start, length);
        if (length < 0 || Program.HasValue)
        {
            var match = matcher.Run(Program, text[start..Math.Min(text.Length, start + Rule.MaxLength + 1)]);
            if (!Ends(edges, start, match.Length))
            {
                return false;
            }

            (valueStart, valueLength) = Program.HasValue
                ? (start + match.ValueStart, match.ValueEnd - match.ValueStart)
                : (start, match.Length);
            if (valueLength <= 0 || valueStart - start > Scanner.LongestOrdinary)
            {
                return false;
            }
        }

        return Rule.LabelCheck is null
            || Rule.LabelCheck(text[Math.Max(0, start - Scanner.LabelReach)..start], text[start..valueStart]);
    }

    /// <summary>Whether a match may end where it does.</summary>
    private bool Ends(in Edges edges, int start, int length) =>
        length > 0 && length <= Rule.MaxLength && edges.MayEnd(this, start, start + length);

    /// <summary>Whether a match without a context word near it is not acted on.</summary>
    public bool NeedsContext(double threshold) => Rule.Confidence < threshold;

    private static ulong[] SetOf(IReadOnlyList<string> words, IReadOnlyDictionary<string, int> contextWords)
    {
        var set = new ulong[(contextWords.Count + 63) / 64];
        foreach (var word in words)
        {
            var id = contextWords[RuleIndex.Normal(word)];
            set[id / 64] |= 1ul << (id % 64);
        }

        return set;
    }

    private static IReadOnlyList<string> LiteralsOf(Rule rule) => rule.Anchor switch
    {
        Anchor.Prefix prefix => prefix.Literals,
        Anchor.Inner inner => inner.Literals,
        _ => rule.Context,
    };
}
