namespace ServerlessGuard.Detection.Sieve;

/// <summary>
/// Tells which of many rules may match at a position in one run over a few units: their patterns as one automaton, made
/// deterministic as texts need it. It may name a rule too many, never one too few, so the rule's own pattern decides.
/// Thread-safe.
/// </summary>
internal sealed class RuleSieve
{
    // At this size the automaton is forgotten and grown anew: no text can make it take more memory.
    private const int MaxStates = 20_000;

    private readonly SieveNet _net = new();
    private readonly CompiledRule[] _rules;
    private readonly CompiledRule[] _unknown;
    private readonly int[] _starts;
    private readonly byte[] _classes = new byte[0x80];
    private readonly int[] _samples;
    private readonly Lock _growing = new();
    private readonly int _reach;
    private volatile SieveTable? _table;

    public RuleSieve(IReadOnlyList<CompiledRule> rules)
    {
        _rules = [.. rules];
        var (starts, unknown) = (new List<int>(), new List<CompiledRule>());
        for (var i = 0; i < rules.Count; i++)
        {
            if (Parse(rules[i].Rule) is { } pattern && _net.Add(pattern, i) is { } start)
            {
                starts.Add(start);
            }
            else
            {
                unknown.Add(rules[i]);
            }
        }

        (_starts, _unknown) = ([.. starts], [.. unknown]);
        _reach = rules.Select(static rule => rule.Rule.MaxLength).DefaultIfEmpty().Max() + 1;
        _samples = Classify();
    }

    /// <summary>Adds the rules that may match at <paramref name="start"/>, each once.</summary>
    public void Sift(ReadOnlySpan<char> text, int start, List<CompiledRule> candidates)
    {
        if (_unknown.Length > 0)
        {
            candidates.AddRange(_unknown);
        }

        var run = new SieveRun(this, Table());
        foreach (var unit in text[start..Math.Min(text.Length, start + _reach)])
        {
            if (!run.Step(unit))
            {
                continue;
            }

            foreach (var rule in run.Rules)
            {
                if (!candidates.Contains(rule))
                {
                    candidates.Add(rule);
                }
            }

            if (run.Ended)
            {
                return;
            }
        }
    }

    /// <summary>Whether any rule may match at <paramref name="start"/>.</summary>
    public bool MayMatch(ReadOnlySpan<char> text, int start)
    {
        if (_unknown.Length > 0)
        {
            return true;
        }

        var run = new SieveRun(this, Table());
        foreach (var unit in text[start..Math.Min(text.Length, start + _reach)])
        {
            if (run.Step(unit))
            {
                return run.Rules.Length > 0;
            }
        }

        return false;
    }

    /// <summary>One walk through the table; <see cref="Step"/> says whether there is something to look at.</summary>
    private ref struct SieveRun(RuleSieve sieve, SieveTable table)
    {
        private readonly byte[] _classes = sieve._classes;
        private SieveTable _table = table;
        private int[] _rows = table.Rows;
        private int _state = table.Root;

        public readonly CompiledRule[] Rules => _table.RulesOf(_state);

        public readonly bool Ended => (_state & SieveTable.Ends) != 0;

        public bool Step(char unit)
        {
            var unitClass = unit < 0x80 ? _classes[unit] : sieve._samples.Length - 1;
            var next = _rows[SieveTable.Row(_state) + unitClass];
            if (next == SieveTable.Unknown)
            {
                next = sieve.Grow(ref _table, _state, unitClass);
                _rows = _table.Rows;
            }

            _state = next;
            return (next & (SieveTable.Accepts | SieveTable.Ends)) != 0;
        }
    }

    private static PatternNode? Parse(Rule rule)
    {
        try
        {
            return PatternParser.Parse(CompiledRule.PatternOf(rule));
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Units that every set treats alike share a class; the last class is everything beyond ASCII. Returns a unit of each.</summary>
    private int[] Classify()
    {
        var classes = new Dictionary<string, byte>();
        var samples = new List<int>();
        var sets = Enumerable.Range(0, _net.Count).Select(_net.SetOf).Where(static set => set != default).Distinct().ToArray();
        for (var unit = 0; unit < 0x80; unit++)
        {
            var signature = string.Create(sets.Length, (sets, unit), static (target, of) =>
            {
                for (var i = 0; i < of.sets.Length; i++)
                {
                    target[i] = of.sets[i].Has(of.unit) ? '1' : '0';
                }
            });
            if (!classes.TryGetValue(signature, out var known))
            {
                known = (byte)samples.Count;
                classes.Add(signature, known);
                samples.Add(unit);
            }

            _classes[unit] = known;
        }

        samples.Add(-1);
        return [.. samples];
    }

    private SieveTable Table()
    {
        if (_table is { } table)
        {
            return table;
        }

        lock (_growing)
        {
            return _table ??= NewTable();
        }
    }

    private int Grow(ref SieveTable table, int state, int unitClass)
    {
        lock (_growing)
        {
            var known = table.Rows[SieveTable.Row(state) + unitClass];
            if (known != SieveTable.Unknown)
            {
                return known;
            }

            var sample = _samples[unitClass];
            var next = table.ReadingOf(state).Where(node => sample < 0 ? _net.SetOf(node).Other : _net.SetOf(node).Has(sample)).Select(_net.NextOf).ToArray();
            if (table.Count > MaxStates)
            {
                _table = table = NewTable();
                return StateOf(table, next);
            }

            known = StateOf(table, next);
            table.Link(state, unitClass, known);
            return known;
        }
    }

    private SieveTable NewTable()
    {
        var table = new SieveTable(_samples.Length);
        table.Root = StateOf(table, _starts);
        return table;
    }

    private int StateOf(SieveTable table, int[] nodes)
    {
        var (reading, rules) = (new HashSet<int>(), new HashSet<int>());
        foreach (var node in nodes)
        {
            _net.Close(node, reading, rules);
        }

        return table.StateOf([.. reading.Order()], [.. rules.Order()], _rules);
    }
}
