using System.Runtime.CompilerServices;
using ServerlessGuard.Detection.Unicode;

namespace ServerlessGuard.Detection.Automata;

/// <summary>The automata of one rule's pattern, built once for all scanners that hold the rule. Immutable.</summary>
internal sealed class RuleAutomata
{
    private const int ExactBudget = 24 * 1024;
    private const int PrefilterBudget = 16 * 1024;

    private static readonly ConditionalWeakTable<Rule, RuleAutomata> Built = [];

    private RuleAutomata(Rule rule)
    {
        try
        {
            Pattern = PatternParser.Parse(TextOf(rule));
            Program = new PatternProgram(Pattern);
            Prefilter = ExactConstruction.Build(
                Program, rule.MaxLength > Scanner.LongestOrdinary ? PrefilterBuilder.MaxEntries : ExactBudget) ?? Approximate(Pattern);
        }
        catch (NotSupportedException exception)
        {
            throw new ArgumentException($"The pattern of {rule.Id} cannot be used: {exception.Message}", nameof(rule), exception);
        }
    }

    public PatternNode Pattern { get; }

    public PatternProgram Program { get; }

    public PrefilterDfa Prefilter { get; }

    /// <exception cref="ArgumentException">The pattern uses syntax that rules may not use, or is too large.</exception>
    public static RuleAutomata Of(Rule rule) => Built.GetValue(rule, static rule => new RuleAutomata(rule));

    private static PrefilterDfa Approximate(PatternNode pattern)
    {
        var builder = new PrefilterBuilder(PrefilterBudget);
        builder.Add(pattern);
        return builder.Build();
    }

    /// <summary>The pattern with its letters folded as the text is, case option inlined.</summary>
    public static string TextOf(Rule rule)
    {
        var pattern = string.Create(rule.Pattern.Length, rule.Pattern, static (target, source) =>
        {
            for (var i = 0; i < source.Length; i++)
            {
                target[i] = Confusables.Fold(source[i]);
            }
        });
        return rule.IgnoreCase ? $"(?i:{pattern})" : pattern;
    }
}
