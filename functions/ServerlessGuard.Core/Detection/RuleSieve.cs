using System.Text.RegularExpressions;

namespace ServerlessGuard.Core.Detection;

/// <summary>
/// Tells which of many rules may match at a position, at the cost of few automata: rules are joined into alternations,
/// and those again, as a tree. Where the top finds nothing, nothing below runs.
/// </summary>
internal sealed class RuleSieve
{
    private const int Fan = 6;

    private readonly Lazy<Regex> joined;
    private readonly int reach;
    private readonly RuleSieve[] parts;
    private readonly CompiledRule? rule;

    private RuleSieve(RuleSieve[] parts, IReadOnlyList<CompiledRule> rules)
    {
        this.parts = parts;
        rule = rules.Count == 1 ? rules[0] : null;
        reach = rules.Max(static rule => rule.Rule.MaxLength) + 1;
        joined = new Lazy<Regex>(() => CompiledRule.Compile(
            $@"\A(?:{string.Join('|', rules.Select(static rule => $"(?:{CompiledRule.PatternOf(rule.Rule).Replace("(?<v>", "(?:", StringComparison.Ordinal)})"))})",
            string.Join(", ", rules.Select(static rule => rule.Rule.Id))));
    }

    /// <summary>A sieve over the rules; null where there are none.</summary>
    public static RuleSieve? Of(IReadOnlyList<CompiledRule> rules) => rules.Count switch
    {
        0 => null,
        1 => new RuleSieve([], rules),
        _ => new RuleSieve([.. rules.Chunk(Math.Max(1, (rules.Count + Fan - 1) / Fan)).Select(static chunk => Of(chunk)!)], rules),
    };

    /// <summary>Adds the rules whose pattern may match at <paramref name="start"/>.</summary>
    public void Sift(ReadOnlySpan<char> text, int start, List<CompiledRule> candidates)
    {
        if (rule is not null)
        {
            candidates.Add(rule);
            return;
        }

        if (joined.Value.IsMatch(text[start..Math.Min(text.Length, start + reach)]))
        {
            foreach (var part in parts)
            {
                part.Sift(text, start, candidates);
            }
        }
    }
}
