namespace ServerlessGuard.Core.Detection;

/// <summary>Which rules hang on which literal, digit run and context word. Built once for a set of rules.</summary>
internal sealed class RuleIndex
{
    private readonly List<string> literals = [];
    private readonly Dictionary<string, int> literalIds = [];

    public RuleIndex(IReadOnlyList<Rule> rules)
    {
        Rules = [.. rules.Select(static (rule, index) => new CompiledRule(rule, index))];
        var starting = new List<List<CompiledRule>>();
        var inner = new List<List<(CompiledRule, int)>>();
        var near = new List<List<CompiledRule>>();
        var nearDigits = new List<List<CompiledRule>>();
        foreach (var rule in Rules)
        {
            foreach (var word in rule.Rule.Context)
            {
                rule.ContextLiterals.Add(Id(word));
            }

            var needsContext = rule.Rule.Confidence < Scanner.DefaultThreshold;
            switch (rule.Rule.Anchor)
            {
                case Anchor.Prefix prefix:
                    Each(prefix.Literals, id => At(starting, id).Add(rule));
                    break;
                case Anchor.Inner contains:
                    var before = contains.MaxBefore < 0 ? rule.Rule.MaxLength : contains.MaxBefore;
                    Each(contains.Literals, id => At(inner, id).Add((rule, before)));
                    break;
                case Anchor.DigitRun digits when digits.NeedsContext || needsContext:
                    Each(rule.Rule.Context, id => At(nearDigits, id).Add(rule));
                    break;
                case Anchor.DigitRun:
                    break;
                default:
                    Each(rule.Rule.Context, id => At(near, id).Add(rule));
                    break;
            }

            Bound(rule);
        }

        Automaton = new LiteralAutomaton(literals);
        Starting = Rows(starting);
        Containing = Rows(inner);
        Near = Rows(near);
        NearDigits = Rows(nearDigits);
        IsContext = new bool[literals.Count];
        foreach (var id in Rules.SelectMany(static rule => rule.ContextLiterals))
        {
            IsContext[id] = true;
        }

        var always = Rules.Where(static rule => rule.Rule.Anchor is Anchor.DigitRun { NeedsContext: false } && rule.Rule.Confidence >= Scanner.DefaultThreshold).ToArray();
        Digits = [.. always.GroupBy(static rule => ((Anchor.DigitRun)rule.Rule.Anchor).MaxBefore > 0)
            .Select(static group => new DigitRules(
                RuleSieve.Of([.. group])!,
                group.Min(static rule => ((Anchor.DigitRun)rule.Rule.Anchor).Min),
                group.Max(static rule => ((Anchor.DigitRun)rule.Rule.Anchor).MaxBefore)))];
    }

    /// <summary>Digit-anchored rules that need no context, sifted together: those that start at the digits, and those that may start before.</summary>
    public sealed record DigitRules(RuleSieve Sieve, int MinDigits, int MaxBefore);

    public IReadOnlyList<CompiledRule> Rules { get; }

    public LiteralAutomaton Automaton { get; }

    public IReadOnlyList<string> Literals => literals;

    public CompiledRule[][] Starting { get; }

    public (CompiledRule Rule, int MaxBefore)[][] Containing { get; }

    public CompiledRule[][] Near { get; }

    public CompiledRule[][] NearDigits { get; }

    public bool[] IsContext { get; }

    public IReadOnlyList<DigitRules> Digits { get; }

    /// <summary>The most that an ordinary rule needs to see beyond a match's start, in normalised units.</summary>
    public int HoldBack { get; private set; } = 1;

    /// <summary>Rules longer than an ordinary hold-back: they hold text from their opening literal on.</summary>
    public static bool IsLong(Rule rule) => rule.MaxLength > Scanner.LongestOrdinary;

    private void Bound(CompiledRule rule)
    {
        if (!IsLong(rule.Rule))
        {
            HoldBack = Math.Max(HoldBack, rule.Reach);
        }
        else if (rule.Rule.Anchor is not Anchor.Prefix)
        {
            throw new ArgumentException($"{rule.Rule.Id} is longer than {Scanner.LongestOrdinary} units, so it must start with a literal.");
        }
    }

    private int Id(string literal)
    {
        var normal = Normaliser.Normalise(literal).ToLowerInvariant();
        if (!literalIds.TryGetValue(normal, out var id))
        {
            id = literals.Count;
            literalIds.Add(normal, id);
            literals.Add(normal);
        }

        return id;
    }

    private void Each(IEnumerable<string> names, Action<int> add)
    {
        foreach (var id in names.Select(Id).Distinct())
        {
            add(id);
        }
    }

    private static List<T> At<T>(List<List<T>> rows, int id)
    {
        while (rows.Count <= id)
        {
            rows.Add([]);
        }

        return rows[id];
    }

    private T[][] Rows<T>(List<List<T>> rows) =>
        [.. Enumerable.Range(0, literals.Count).Select(id => id < rows.Count ? rows[id].ToArray() : [])];
}
