using System.Numerics;

namespace ServerlessGuard.Detection.Automata;

/// <summary>
/// Makes an automaton deterministic, breadth first and within a budget of table entries. A member of a state is a node
/// that reads, or, numbered behind those, a rule that matches.
/// </summary>
internal sealed class SubsetConstruction
{
    private const int MaxLeaves = 256;

    private readonly int _readers;
    private readonly int _rules;
    private readonly int[] _ruleOf;
    private readonly int[][] _follow;
    private readonly byte[][] _reads;
    private readonly int _classCount;
    private readonly int _maxLeaves;
    private readonly int _maxStates;
    private readonly int _words;
    private readonly Dictionary<ulong[], int> _known = new(new StateComparer());
    private readonly List<ulong[]> _states = [];
    private readonly List<int[]> _transitions = []; // class -> state; -1 dead; below that a leaf
    private readonly List<ushort[]> _leaves = [];
    private readonly Dictionary<string, int> _leafIds = [];

    /// <param name="readers">How many nodes read.</param>
    /// <param name="rules">How many rules there are.</param>
    /// <param name="ruleOf">The rule that each reading node belongs to.</param>
    /// <param name="follow">The members that each reading node leads to.</param>
    /// <param name="reads">The classes that each reading node reads.</param>
    /// <param name="classCount">How many classes there are.</param>
    /// <param name="maxEntries">The budget.</param>
    public SubsetConstruction(int readers, int rules, int[] ruleOf, int[][] follow, byte[][] reads, int classCount, int maxEntries)
    {
        (_readers, _rules, _ruleOf, _follow, _reads, _classCount) = (readers, rules, ruleOf, follow, reads, classCount);
        _maxLeaves = Math.Min(MaxLeaves, 1 << Math.Min(rules, 16));
        _maxStates = Math.Max(2, (maxEntries / classCount) - _maxLeaves - 2);
        _words = (readers + rules + 63) / 64;
    }

    public void Run(int[] start)
    {
        var first = new ulong[_words];
        foreach (var member in start)
        {
            first[member / 64] |= 1ul << (member % 64);
        }

        StateOf(first);
        var targets = new ulong[_classCount][];
        for (var c = 0; c < _classCount; c++)
        {
            targets[c] = new ulong[_words];
        }

        var touched = new bool[_classCount];
        for (var state = 0; state < _states.Count; state++)
        {
            Advance(_states[state], targets, touched);
            var transitions = new int[_classCount];
            for (var c = 0; c < _classCount; c++)
            {
                transitions[c] = -1;
                if (touched[c])
                {
                    transitions[c] = Target(targets[c]);
                    touched[c] = false;
                    Array.Clear(targets[c]);
                }
            }

            _transitions.Add(transitions);
        }
    }

    public PrefilterDfa Assemble(byte[] classes)
    {
        var accepting = _states.ConvertAll(state => Members(state, _readers, _rules).ConvertAll(static rule => (ushort)rule).ToArray());
        var row = new int[_states.Count];
        var order = 1;
        foreach (var isAccepting in (ReadOnlySpan<bool>)[false, true])
        {
            for (var state = 0; state < _states.Count; state++)
            {
                if (accepting[state].Length > 0 == isAccepting)
                {
                    row[state] = order++ * _classCount;
                }
            }
        }

        var firstAccepting = (1 + accepting.Count(static rules => rules.Length == 0)) * _classCount;
        var firstLeaf = order * _classCount;
        var table = new ushort[firstLeaf + (_leaves.Count * _classCount)];
        var accepted = new ushort[(table.Length - firstAccepting) / _classCount][];
        for (var state = 0; state < _states.Count; state++)
        {
            for (var c = 0; c < _classCount; c++)
            {
                var to = _transitions[state][c];
                table[row[state] + c] = (ushort)(to >= 0 ? row[to] : to == -1 ? 0 : firstLeaf + ((-2 - to) * _classCount));
            }

            if (accepting[state].Length > 0)
            {
                accepted[(row[state] - firstAccepting) / _classCount] = accepting[state];
            }
        }

        _leaves.CopyTo(accepted, (firstLeaf - firstAccepting) / _classCount);
        return new PrefilterDfa(classes, table, _classCount, row[0], firstAccepting, firstLeaf, accepted);
    }

    private void Advance(ulong[] state, ulong[][] targets, bool[] touched)
    {
        foreach (var reader in Members(state, 0, _readers))
        {
            foreach (var c in _reads[reader])
            {
                touched[c] = true;
                var target = targets[c];
                foreach (var member in _follow[reader])
                {
                    target[member / 64] |= 1ul << (member % 64);
                }
            }
        }
    }

    private int Target(ulong[] set) =>
        _known.TryGetValue(set, out var found) ? found : _states.Count < _maxStates ? StateOf([.. set]) : Leaf(set);

    private int StateOf(ulong[] set)
    {
        _known.Add(set, _states.Count);
        _states.Add(set);
        return _states.Count - 1;
    }

    private int Leaf(ulong[] set)
    {
        var rules = Members(set, _readers, _rules)
            .Concat(Members(set, 0, _readers).Select(reader => _ruleOf[reader]))
            .Distinct()
            .Order()
            .ToArray();
        rules = _leaves.Count < _maxLeaves - 1 || _rules == 1 ? rules : [.. Enumerable.Range(0, _rules)];
        var name = string.Join(',', rules);
        if (!_leafIds.TryGetValue(name, out var id))
        {
            id = -2 - _leaves.Count;
            _leafIds.Add(name, id);
            _leaves.Add(Array.ConvertAll(rules, static rule => (ushort)rule));
        }

        return id;
    }

    private static List<int> Members(ulong[] set, int from, int count)
    {
        var members = new List<int>();
        for (var word = from / 64; word < set.Length; word++)
        {
            for (var bits = set[word]; bits != 0; bits &= bits - 1)
            {
                var member = (word * 64) + BitOperations.TrailingZeroCount(bits) - from;
                if (member >= 0 && member < count)
                {
                    members.Add(member);
                }
            }
        }

        return members;
    }

    private sealed class StateComparer : IEqualityComparer<ulong[]>
    {
        public bool Equals(ulong[]? x, ulong[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(ulong[] set)
        {
            var hash = 0ul;
            foreach (var word in set)
            {
                hash = (BitOperations.RotateLeft(hash, 5) ^ word) * 0x9E3779B97F4A7C15;
            }

            return (int)(hash >> 32);
        }
    }
}
