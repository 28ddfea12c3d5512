namespace ServerlessGuard.Detection.Sieve;

/// <summary>
/// The part of the deterministic automaton that texts have needed so far: one row a state, one column a class of units.
/// A state is its row's offset, with flags above.
/// Grows under the sieve's lock; reading needs none, since a transition is written once, after the state it leads to.
/// </summary>
internal sealed class SieveTable(int classes)
{
    /// <summary>The transition is not known yet.</summary>
    public const int Unknown = 0;

    /// <summary>Rules match at the state.</summary>
    public const int Accepts = 1 << 30;

    /// <summary>Nothing follows the state.</summary>
    public const int Ends = 1 << 29;

    private const int Offset = Ends - 1;

    private readonly Dictionary<string, int> _known = [];
    private readonly List<int[]> _reading = [[]]; // row 0 is Unknown
    private volatile int[] _next = new int[classes * 64];
    private volatile CompiledRule[][] _rules = new CompiledRule[64][];

    /// <summary>Where every run begins.</summary>
    public int Root { get; set; }

    public int Count => _reading.Count;

    /// <summary>All transitions: a state's are at <see cref="Row"/> and on. Read anew after the table grew.</summary>
    public int[] Rows => _next;

    public static int Row(int state) => state & Offset;

    public CompiledRule[] RulesOf(int state) => _rules[Row(state) / classes];

    public int[] ReadingOf(int state) => _reading[Row(state) / classes];

    public void Link(int state, int unitClass, int next) => _next[Row(state) + unitClass] = next;

    /// <summary>The state with these nodes and rules, made when it is new.</summary>
    public int StateOf(int[] reading, int[] ruleIds, IReadOnlyList<CompiledRule> rules)
    {
        var name = $"{string.Join(',', reading)}/{string.Join(',', ruleIds)}";
        if (_known.TryGetValue(name, out var known))
        {
            return known;
        }

        var row = _reading.Count;
        if (row == _rules.Length)
        {
            var (next, accepting) = (new int[_next.Length * 2], new CompiledRule[_rules.Length * 2][]);
            _next.CopyTo(next, 0);
            _rules.CopyTo(accepting, 0);
            (_next, _rules) = (next, accepting);
        }

        _reading.Add(reading);
        _rules[row] = [.. ruleIds.Select(id => rules[id])];
        var state = (row * classes) | (ruleIds.Length > 0 ? Accepts : 0) | (reading.Length == 0 ? Ends : 0);
        _known.Add(name, state);
        return state;
    }
}
