using ServerlessGuard.Detection.Automata;

namespace ServerlessGuard.Detection;

/// <summary>A rule made ready to run: a prefilter that rejects nearly every start, and the program that decides. Immutable.</summary>
internal sealed class CompiledRule
{
    /// <summary>A run of digits and separators is looked at this far ahead when its digits are counted.</summary>
    public const int RunAhead = 48;

    private readonly ulong[] _context;

    /// <param name="contextWords">Every context word of the scanner's rules, with its number.</param>
    /// <exception cref="ArgumentException">The pattern uses syntax that rules may not use.</exception>
    public CompiledRule(Rule rule, int index, IReadOnlyDictionary<string, int> contextWords)
    {
        Rule = rule;
        Index = index;
        var automata = RuleAutomata.Of(rule);
        (Pattern, Program, Prefilter) = (automata.Pattern, automata.Program, automata.Prefilter);
        LongestLiteral = LiteralsOf(rule).Select(static literal => literal.Length).DefaultIfEmpty().Max();
        _context = new ulong[(contextWords.Count + 63) / 64];
        foreach (var word in rule.Context)
        {
            var id = contextWords[RuleIndex.Normal(word)];
            _context[id / 64] |= 1ul << (id % 64);
        }

        (MinDigits, MaxDigits, MaxBefore) = rule.Anchor is Anchor.DigitRun run ? (run.Min, run.Max, run.MaxBefore) : default;
        var seen = rule.Anchor switch
        {
            Anchor.DigitRun digits => Math.Max(rule.MaxLength, digits.MaxBefore + RunAhead),
            Anchor.LongWord word => Math.Max(rule.MaxLength, word.Max + 1),
            _ => rule.MaxLength,
        };
        Reach = seen + 2 + (rule.Context.Count == 0 ? 0 : Scanner.ContextReachAfter + rule.Context.Max(static word => word.Length));
    }

    public Rule Rule { get; }

    public int Index { get; }

    public PatternNode Pattern { get; }

    public PatternProgram Program { get; }

    public PrefilterDfa Prefilter { get; }

    /// <summary>How many units from a match's start decide it, context after it included.</summary>
    public int Reach { get; }

    /// <summary>Length of the longest literal or context word that brings the rule up.</summary>
    public int LongestLiteral { get; }

    /// <summary>How many digits the run at a digit anchor must have.</summary>
    public int MinDigits { get; }

    /// <summary>How many digits without separators the anchor's group may have.</summary>
    public int MaxDigits { get; }

    /// <summary>How far before its digits the match may start.</summary>
    public int MaxBefore { get; }

    public bool HasContextWords => Rule.Context.Count > 0;

    public bool IsContext(int word) => (_context[word / 64] >> (word % 64) & 1) != 0;

    /// <summary>
    /// Whether a match may start at <paramref name="start"/>: what no word unit before it forbids and the prefilter lets pass.
    /// </summary>
    public bool MayMatch(ReadOnlySpan<char> text, ReadOnlySpan<byte> symbols, int start) =>
        !(Rule.LeftBoundary && start > 0 && WordBoundary.IsWord(text[start - 1]) && WordBoundary.IsWord(text[start]))
        && Prefilter.MayMatch(symbols.Slice(start, Math.Min(text.Length - start, Rule.MaxLength + 1)));

    /// <summary>
    /// Looks for a match that starts at <paramref name="start"/>. The answer depends only on the text from one unit before
    /// it to <see cref="Rule.MaxLength"/> + 1 units after it, wherever the text was cut: streaming rests on that.
    /// </summary>
    public bool TryMatch(ReadOnlySpan<char> text, int start, PatternMatcher matcher, out int valueStart, out int valueLength)
    {
        (valueStart, valueLength) = (0, 0);
        var window = text[start..Math.Min(text.Length, start + Rule.MaxLength + 1)];
        var match = matcher.Run(Program, window);
        if (match.Length <= 0 || match.Length > Rule.MaxLength
            || (Rule.RightBoundary && match.Length < window.Length && WordBoundary.IsWord(window[match.Length - 1]) && WordBoundary.IsWord(window[match.Length])))
        {
            return false;
        }

        (valueStart, valueLength) = (start, match.Length);
        if (Program.HasValue)
        {
            if (match.ValueEnd <= match.ValueStart || match.ValueStart > Scanner.LongestOrdinary)
            {
                return false;
            }

            (valueStart, valueLength) = (start + match.ValueStart, match.ValueEnd - match.ValueStart);
        }

        return (Rule.Check is null || Rule.Check(text.Slice(valueStart, valueLength)))
            && (Rule.LabelCheck is null || Rule.LabelCheck(text[Math.Max(0, start - Scanner.LabelReach)..start], text[start..valueStart]));
    }

    /// <summary>Whether a match without a context word near it is not acted on.</summary>
    public bool NeedsContext(double threshold) => Rule.Confidence < threshold;

    private static IReadOnlyList<string> LiteralsOf(Rule rule) => rule.Anchor switch
    {
        Anchor.Prefix prefix => prefix.Literals,
        Anchor.Inner inner => inner.Literals,
        _ => rule.Context,
    };
}
