using ServerlessGuard.Detection.Sieve;

namespace ServerlessGuard.Detection;

/// <summary>Which rules hang on which literal, digit run and context word. Built once for a set of rules.</summary>
internal sealed class RuleIndex
{
    // Short runs are the most frequent by far (times, versions, counts) and few rules want them.
    private static readonly int[] DigitSteps = [2, 4, 6, 8, int.MaxValue];

    private readonly List<string> literals = [];
    private readonly Dictionary<string, int> literalIds = [];

    public RuleIndex(IReadOnlyList<Rule> rules)
    {
        Rules = [.. rules.Select(static (rule, index) => new CompiledRule(rule, index))];
        var starting = new List<List<CompiledRule>>();
        var inner = new List<List<InnerRule>>();
        var near = new List<List<CompiledRule>>();
        foreach (var rule in Rules)
        {
            foreach (var word in rule.Rule.Context)
            {
                rule.ContextLiterals.Add(Id(word));
            }

            switch (rule.Rule.Anchor)
            {
                case Anchor.Prefix prefix:
                    Each(prefix.Literals, id => At(starting, id).Add(rule));
                    break;
                case Anchor.Inner contains:
                    var before = contains.MaxBefore < 0 ? rule.Rule.MaxLength : contains.MaxBefore;
                    Each(contains.Literals, id => At(inner, id).Add(new InnerRule(rule, before, contains.WholeWords)));
                    break;
                case Anchor.DigitRun or Anchor.LongWord:
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
        HasRules = [.. Enumerable.Range(0, literals.Count).Select(id => Starting[id].Length > 0 || Containing[id].Length > 0)];
        IsContext = new bool[literals.Count];
        foreach (var id in Rules.SelectMany(static rule => rule.ContextLiterals))
        {
            IsContext[id] = true;
        }

        var digits = Rules.Where(static rule => rule.Rule.Anchor is Anchor.DigitRun).ToLookup(static rule => rule.Rule.LeftBoundary);
        LooseDigits = [.. digits[false]];
        DigitsInContext = Steps([.. digits[true]]);
        Digits = Steps([.. digits[true].Where(static rule => !rule.NeedsContext(Scanner.DefaultThreshold))]);
        var words = Rules.Where(static rule => rule.Rule.Anchor is Anchor.LongWord).ToArray();
        Words = new RuleSieve(words);
        ShortestWord = words.Select(static rule => ((Anchor.LongWord)rule.Rule.Anchor).Min).DefaultIfEmpty(int.MaxValue).Min();
    }

    /// <summary>A rule whose match contains a literal, and how far before the literal it may start.</summary>
    public readonly record struct InnerRule(CompiledRule Rule, int MaxBefore, bool WholeWords);

    public IReadOnlyList<CompiledRule> Rules { get; }

    public LiteralAutomaton Automaton { get; }

    public IReadOnlyList<string> Literals => literals;

    public CompiledRule[][] Starting { get; }

    public InnerRule[][] Containing { get; }

    public CompiledRule[][] Near { get; }

    /// <summary>Whether a rule hangs on the literal itself, not only on it as a context word.</summary>
    public bool[] HasRules { get; }

    public bool[] IsContext { get; }

    /// <summary>The digit-anchored rules that need no context, by the most digits that a run may have to be worth their look, rising.</summary>
    public DigitRules[] Digits { get; }

    /// <summary>All digit-anchored rules, for runs with a context word near them.</summary>
    public DigitRules[] DigitsInContext { get; }

    /// <summary>Digit-anchored rules that may start inside a word: each is tried by itself.</summary>
    public CompiledRule[] LooseDigits { get; }

    public RuleSieve Words { get; }

    public int ShortestWord { get; }

    /// <summary>The most that an ordinary rule needs to see beyond a match's start, in normalised units.</summary>
    public int HoldBack { get; private set; } = 1;

    /// <summary>Rules longer than an ordinary hold-back: they hold text from their opening literal on.</summary>
    public static bool IsLong(Rule rule) => rule.MaxLength > Scanner.LongestOrdinary;

    private static DigitRules[] Steps(IReadOnlyList<CompiledRule> rules) =>
        [.. DigitSteps.Select(step => new DigitRules(step, [.. rules.Where(rule => ((Anchor.DigitRun)rule.Rule.Anchor).Min <= step)]))];

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
