using System.Text.RegularExpressions;
using ServerlessGuard.Detection.Sieve;

namespace ServerlessGuard.Detection;

/// <summary>A rule made ready to run. Its pattern is compiled when the rule is first a candidate, so that start-up stays fast.</summary>
internal sealed class CompiledRule
{
    /// <summary>A run of digits and separators is looked at this far ahead when its digits are counted.</summary>
    public const int RunAhead = 48;

    private readonly Lazy<Regex> regex;
    private readonly Lazy<RuleSieve> sieve;
    private readonly bool hasValueGroup;

    public CompiledRule(Rule rule, int index)
    {
        Rule = rule;
        Index = index;
        hasValueGroup = rule.Pattern.Contains("(?<v>", StringComparison.Ordinal);
        regex = new Lazy<Regex>(() => Compile($@"\A(?:{PatternOf(rule)})", rule.Id));
        sieve = new Lazy<RuleSieve>(() => new RuleSieve([this]));
        LongestLiteral = LiteralsOf(rule).Select(static literal => literal.Length).DefaultIfEmpty().Max();
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

    /// <summary>How many units from a match's start decide it, context after it included.</summary>
    public int Reach { get; }

    /// <summary>Length of the longest literal or context word that brings the rule up.</summary>
    public int LongestLiteral { get; }

    /// <summary>The rule's context words, as indexes of the automaton's literals.</summary>
    public HashSet<int> ContextLiterals { get; } = [];

    /// <summary>
    /// Looks for a match that starts at <paramref name="start"/>. The answer depends only on the text from one unit before
    /// it to <see cref="Rule.MaxLength"/> + 1 units after it, wherever the text was cut: streaming rests on that.
    /// </summary>
    public bool TryMatch(ReadOnlySpan<char> text, int start, out int valueStart, out int valueLength)
    {
        (valueStart, valueLength) = (0, 0);
        if (Rule.LeftBoundary && start > 0 && WordBoundary.IsWord(text[start - 1]) && WordBoundary.IsWord(text[start]))
        {
            return false;
        }

        // Most starts fail within a few units: the sieve sees that at a fraction of what the regex engine's call costs.
        if (!sieve.Value.MayMatch(text, start))
        {
            return false;
        }

        var window = text[start..Math.Min(text.Length, start + Rule.MaxLength + 1)];
        var matches = regex.Value.EnumerateMatches(window);
        if (!matches.MoveNext())
        {
            return false;
        }

        var length = matches.Current.Length;
        if (length == 0 || length > Rule.MaxLength
            || (Rule.RightBoundary && length < window.Length && WordBoundary.IsWord(window[length - 1]) && WordBoundary.IsWord(window[length])))
        {
            return false;
        }

        (valueStart, valueLength) = (start, length);
        if (hasValueGroup)
        {
            var group = regex.Value.Match(window.ToString()).Groups["v"];
            if (!group.Success || group.Length == 0 || group.Index > Scanner.LongestOrdinary)
            {
                return false;
            }

            (valueStart, valueLength) = (start + group.Index, group.Length);
        }

        return Rule.Check is null || Rule.Check(text.Slice(valueStart, valueLength));
    }

    /// <summary>Whether a match without a context word near it is not acted on.</summary>
    public bool NeedsContext(double threshold) => Rule.Confidence < threshold || Rule.Anchor is Anchor.DigitRun { NeedsContext: true };

    private static IReadOnlyList<string> LiteralsOf(Rule rule) => rule.Anchor switch
    {
        Anchor.Prefix prefix => prefix.Literals,
        Anchor.Inner inner => inner.Literals,
        _ => rule.Context,
    };

    /// <summary>The pattern with its letters folded as the text is, case option inlined.</summary>
    public static string PatternOf(Rule rule)
    {
        var pattern = string.Create(rule.Pattern.Length, rule.Pattern, static (target, source) =>
        {
            for (var i = 0; i < source.Length; i++)
            {
                target[i] = Unicode.Confusables.Fold(source[i]);
            }
        });
        return rule.IgnoreCase ? $"(?i:{pattern})" : pattern;
    }

    public static Regex Compile(string pattern, string ruleId)
    {
        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            throw new InvalidOperationException($"The pattern of {ruleId} does not compile: {exception.Message}", exception);
        }
    }
}
