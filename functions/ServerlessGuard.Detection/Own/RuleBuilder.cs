using System.Text.RegularExpressions;
using ServerlessGuard.Detection.Automata;

namespace ServerlessGuard.Detection.Own;

/// <summary>
/// Makes a rule of a definition. The builder chooses how matches are searched for; work per text is bounded as it is for rules that
/// ship, since a pattern whose matches have no bound, or that nothing announces, is refused.
/// </summary>
public static class RuleBuilder
{
    /// <summary>The longest pattern, in characters.</summary>
    public const int LongestPattern = 1000;

    private const int LargestPattern = 5000;

    /// <summary>Builds the rule, compiles it, and checks it against its own tests.</summary>
    /// <exception cref="RuleDefinitionException">The definition makes no rule, or the rule fails a test.</exception>
    public static Rule Build(RuleDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var rule = Compile(definition);
        var scanner = Scannable(rule);
        foreach (var text in definition.Found)
        {
            var marks = RuleProof.Unmark(text);
            var findings = scanner.Scan(marks?.Text ?? text);
            if (findings.Count == 0
                || (marks is var (_, start, end) && !findings.Any(finding => finding.Start == start && finding.End == end)))
            {
                throw new RuleDefinitionException(
                    findings.Count == 0 ? "A text of tests.found holds nothing that the rule finds." : "The rule finds another part than the marked one.",
                    "Correct the pattern or the test; « and » mark the part that is found, and a rule with context words needs one of them near.");
            }
        }

        return definition.Clean.Any(text => scanner.Scan(text).Count > 0)
            ? throw new RuleDefinitionException("The rule finds something in a text of tests.clean.", "Correct the pattern or the test.")
            : rule;
    }

    private static Rule Compile(RuleDefinition definition)
    {
        var hasContext = definition.Context.Count > 0;
        var rule = new Rule
        {
            Id = definition.Id,
            Kind = definition.Kind,
            Category = definition.Category,
            Anchor = Anchor.NearContext(),
            Pattern = definition.Pattern ?? $"(?:{string.Join('|', definition.Words.Select(Regex.Escape))})",
            IgnoreCase = definition.IgnoreCase || definition.Pattern is null,
            MaxLength = 1,
            Context = definition.Context,
            Confidence = definition.Confidence ?? (hasContext ? 0.3 : 0.7),
            ContextConfidence = Math.Max(definition.Confidence ?? 0, 0.9),
            Positives = definition.Found,
            Negatives = definition.Clean,
        };
        if (definition.Pattern is { Length: > LongestPattern })
        {
            throw new RuleDefinitionException($"The pattern is longer than {LongestPattern} characters.", "Write several rules, or words.");
        }

        var pattern = Parse(rule);
        var length = PatternFacts.MaxLength(pattern);
        if (length > Scanner.LongestOrdinary)
        {
            throw new RuleDefinitionException(
                length == long.MaxValue
                    ? "The pattern's matches have no longest length."
                    : $"The pattern's matches may be {length} characters long, more than {Scanner.LongestOrdinary}.",
                $"Bound each repeat: {{1,40}} instead of + or *, {Scanner.LongestOrdinary} characters in all.");
        }

        if (PatternFacts.Size(pattern) > LargestPattern)
        {
            throw new RuleDefinitionException(
                "The pattern is too large with its repeats written out.", "Nest no repeats, or write fewer alternatives.");
        }

        if (PatternFacts.MinLength(pattern) < 2)
        {
            throw new RuleDefinitionException("The pattern matches nothing, or a single character.", "Write what makes a value recognisable.");
        }

        var anchor = definition.Pattern is null ? Anchor.StartsWith([.. definition.Words]) : PatternFacts.AnchorOf(pattern);
        return anchor is null && !hasContext
            ? throw new RuleDefinitionException(
                "Nothing in the pattern says where to search: it has no fixed characters, no three digits in a row, and no whole word of six.",
                "Add context words, near which it is searched for, or fixed characters.")
            : rule with { Anchor = anchor ?? Anchor.NearContext(), MaxLength = (int)length };
    }

    private static PatternNode Parse(Rule rule)
    {
        try
        {
            // .NET's own parser names what is no pattern at all; the syntax that rules may use is a part of it.
            _ = new Regex(rule.Pattern, RegexOptions.NonBacktracking);
            return PatternParser.Parse(RuleAutomata.TextOf(rule));
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            throw new RuleDefinitionException(
                $"The pattern cannot be used: {exception.Message}", "Use .NET's syntax without lookaround, back-references, $ and class subtraction.");
        }
    }

    private static Scanner Scannable(Rule rule)
    {
        try
        {
            return new Scanner([rule]);
        }
        catch (ArgumentException exception)
        {
            throw new RuleDefinitionException($"The pattern cannot be used: {exception.Message}", "Write a simpler pattern.");
        }
    }
}
