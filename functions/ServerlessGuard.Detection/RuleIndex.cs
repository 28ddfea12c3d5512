namespace ServerlessGuard.Detection;

/// <summary>The rules by literal, digit run and context word. Built once for a set of rules.</summary>
internal sealed class RuleIndex
{
    private readonly List<string> _literals = [];
    private readonly Dictionary<string, int> _literalIds = [];

    public RuleIndex(IReadOnlyList<Rule> rules)
    {
        var words = rules.SelectMany(static rule => rule.Context)
            .Select(Normal)
            .Distinct()
            .Select(static (word, number) => (word, number))
            .ToDictionary(static pair => pair.word, static pair => pair.number);
        Rules = [.. rules.Select((rule, index) => new CompiledRule(rule, index, words))];
        var starting = new List<List<CompiledRule>>();
        var inner = new List<List<InnerRule>>();
        var near = new List<List<CompiledRule>>();
        var contextWord = new List<int>();
        var searching = new List<(CompiledRule Rule, int MaxBefore)>();
        var anchored = new List<SymbolAnchor>();
        foreach (var rule in Rules)
        {
            switch (rule.Rule.Anchor)
            {
                case Anchor.Prefix prefix:
                    Each(prefix.Literals, id => At(starting, id).Add(rule));
                    break;
                case Anchor.Inner when SymbolAnchor.Of(rule) is { } symbols:
                    searching.Add((rule, ((Anchor.Inner)rule.Rule.Anchor).MaxBefore is >= 0 and var most ? most : rule.Rule.MaxLength));
                    anchored.Add(symbols);
                    break;
                case Anchor.Inner contains:
                    var before = contains.MaxBefore < 0 ? rule.Rule.MaxLength : contains.MaxBefore;
                    searching.Add((rule, before));
                    Each(contains.Literals, id => At(inner, id).Add(new InnerRule(rule, before, contains.WholeWords)));
                    break;
                case Anchor.DigitRun or Anchor.LongWord:
                    break;
                default:
                    searching.Add((rule, int.MaxValue));
                    Each(rule.Rule.Context, id => At(near, id).Add(rule));
                    break;
            }

            Bound(rule);
        }

        foreach (var (word, number) in words)
        {
            var id = Id(word);
            while (contextWord.Count <= id)
            {
                contextWord.Add(-1);
            }

            contextWord[id] = number;
        }

        ContextWord = [.. contextWord, .. Enumerable.Repeat(-1, _literals.Count - contextWord.Count)];
        Starting = Rows(starting);
        Containing = Rows(inner);
        Near = Rows(near);
        Finder = new LiteralFinder(_literals);
        (Searching, Anchored) = ([.. searching], [.. anchored]);
        HasRules = [.. Enumerable.Range(0, _literals.Count).Select(id => Starting[id].Length > 0 || Containing[id].Length > 0)];
        var digits = Rules.Where(static rule => rule.Rule.Anchor is Anchor.DigitRun).ToLookup(static rule => rule.Rule.LeftBoundary);
        LooseDigits = [.. digits[false]];
        DigitWords = DigitContext(words.Count);
        RulesOfWord = [.. Enumerable.Range(0, words.Count).Select(BitsOfRules)];
        var reaching = Rules.Where(static rule => rule.Rule.Anchor is Anchor.DigitRun && rule.HasContextWords).ToArray();
        DigitReach = (
            reaching.Select(static rule => rule.MaxBefore).DefaultIfEmpty().Max(),
            reaching.Select(static rule => rule.Rule.MaxLength + rule.LongestContext).DefaultIfEmpty().Max());
        DigitsInContext = new RuleGroups(digits[true]);
        Digits = new RuleGroups(digits[true].Where(static rule => !rule.NeedsContext(Scanner.DefaultThreshold)));
        var longWords = Rules.Where(static rule => rule.Rule.Anchor is Anchor.LongWord).ToArray();
        Words = new RuleGroup(longWords, coarse: false);
        ShortestWord = longWords.Select(static rule => ((Anchor.LongWord)rule.Rule.Anchor).Min).DefaultIfEmpty(int.MaxValue).Min();
    }

    /// <summary>A rule whose match contains a literal, and how far before the literal it may start.</summary>
    public readonly record struct InnerRule(CompiledRule Rule, int MaxBefore, bool WholeWords);

    public IReadOnlyList<CompiledRule> Rules { get; }

    public LiteralFinder Finder { get; }

    public IReadOnlyList<string> Literals => _literals;

    public CompiledRule[][] Starting { get; }

    public InnerRule[][] Containing { get; }

    public CompiledRule[][] Near { get; }

    /// <summary>Rules whose anchor lies inside the match or near it, and how far behind the start it may lie.</summary>
    public (CompiledRule Rule, int MaxBefore)[] Searching { get; }

    /// <summary>Rules that are looked for by single symbols.</summary>
    public SymbolAnchor[] Anchored { get; }

    /// <summary>Whether a rule hangs on the literal itself, not only on it as a context word.</summary>
    public bool[] HasRules { get; }

    /// <summary>A literal's number among the context words; -1 for others.</summary>
    public int[] ContextWord { get; }

    /// <summary>The digit-anchored rules that need no context, in groups by how far before the digits they may start.</summary>
    public RuleGroups Digits { get; }

    /// <summary>All digit-anchored rules, for runs with a context word near them.</summary>
    public RuleGroups DigitsInContext { get; }

    /// <summary>Digit-anchored rules that may start inside a word: each is tried by itself.</summary>
    public CompiledRule[] LooseDigits { get; }

    /// <summary>Per context word, whether it is one of a digit-anchored rule that needs context.</summary>
    public bool[] DigitWords { get; }

    /// <summary>Per context word, a bit for each rule whose context it is.</summary>
    public ulong[][] RulesOfWord { get; }

    /// <summary>How far before and after a run of digits matches of such rules and the words behind them reach.</summary>
    public (int Before, int After) DigitReach { get; }

    public RuleGroup Words { get; }

    public int ShortestWord { get; }

    /// <summary>Length of the longest context word.</summary>
    public int LongestContext => Rules.Select(static rule => rule.LongestContext).DefaultIfEmpty().Max();

    /// <summary>The most that an ordinary rule needs to see beyond a match's start, in normalised units.</summary>
    public int HoldBack { get; private set; } = 1;

    /// <summary>How much text before a stretch decides what is found in it, in normalised units.</summary>
    public int KeepBehind => Scanner.LongestOrdinary + Scanner.ContextReach + LongestContext + Edges.LongestNeighbour + 8;

    /// <summary>Rules longer than an ordinary hold-back: they hold text from their opening literal on.</summary>
    public static bool IsLong(Rule rule) => rule.MaxLength > Scanner.LongestOrdinary;

    /// <summary>A literal or context word as the automaton knows it.</summary>
    public static string Normal(string literal) => Normaliser.Normalise(literal).ToLowerInvariant();

    private ulong[] BitsOfRules(int word)
    {
        var bits = new ulong[(Rules.Count + 63) / 64];
        foreach (var rule in Rules.Where(rule => rule.IsContext(word)))
        {
            bits[rule.Index / 64] |= 1ul << (rule.Index % 64);
        }

        return bits;
    }

    private bool[] DigitContext(int words)
    {
        var needing = Rules
            .Where(static rule => rule.Rule.Anchor is Anchor.DigitRun && rule.NeedsContext(Scanner.DefaultThreshold))
            .ToArray();
        return [.. Enumerable.Range(0, words).Select(word => Array.Exists(needing, rule => rule.IsContext(word)))];
    }

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
        var normal = Normal(literal);
        if (!_literalIds.TryGetValue(normal, out var id))
        {
            id = _literals.Count;
            _literalIds.Add(normal, id);
            _literals.Add(normal);
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
        [.. Enumerable.Range(0, _literals.Count).Select(id => id < rows.Count ? rows[id].ToArray() : [])];
}
