namespace ServerlessGuard.Core.Detection.Sieve;

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
    private Dictionary<string, State> _states = [];
    private volatile State? _root;

    private sealed record State(int[] Reading, CompiledRule[] Rules, State?[] Next)
    {
        public bool IsDead => Reading.Length == 0;
    }

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
        candidates.AddRange(_unknown);
        var state = _root ?? Root();
        var end = Math.Min(text.Length, start + _reach);
        for (var at = start; at < end && !state.IsDead; at++)
        {
            state = Next(state, text[at]);
            foreach (var rule in state.Rules)
            {
                if (!candidates.Contains(rule))
                {
                    candidates.Add(rule);
                }
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

        var state = _root ?? Root();
        var end = Math.Min(text.Length, start + _reach);
        for (var at = start; at < end && !state.IsDead; at++)
        {
            state = Next(state, text[at]);
            if (state.Rules.Length > 0)
            {
                return true;
            }
        }

        return false;
    }

    private State Next(State state, char unit)
    {
        var unitClass = unit < 0x80 ? _classes[unit] : _samples.Length - 1;
        return state.Next[unitClass] ?? Grow(state, unitClass);
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

    private State Root()
    {
        lock (_growing)
        {
            return _root ??= StateOf(_starts);
        }
    }

    private State Grow(State state, int unitClass)
    {
        lock (_growing)
        {
            if (state.Next[unitClass] is { } known)
            {
                return known;
            }

            if (_states.Count > MaxStates)
            {
                _states = [];
                _root = StateOf(_starts);
            }

            var sample = _samples[unitClass];
            var next = StateOf(state.Reading.Where(node => sample < 0 ? _net.SetOf(node).Other : _net.SetOf(node).Has(sample)).Select(_net.NextOf));
            state.Next[unitClass] = next;
            return next;
        }
    }

    private State StateOf(IEnumerable<int> nodes)
    {
        var (reading, rules) = (new HashSet<int>(), new HashSet<int>());
        foreach (var node in nodes)
        {
            _net.Close(node, reading, rules);
        }

        int[] key = [.. reading.Order(), -1, .. rules.Order()];
        var name = string.Join(',', key);
        if (!_states.TryGetValue(name, out var state))
        {
            state = new State([.. reading.Order()], [.. rules.Order().Select(rule => _rules[rule])], new State?[_samples.Length]);
            _states.Add(name, state);
        }

        return state;
    }
}
