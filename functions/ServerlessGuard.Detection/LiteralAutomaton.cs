using System.Runtime.CompilerServices;
using ServerlessGuard.Detection.Automata;

namespace ServerlessGuard.Detection;

/// <summary>
/// Finds every occurrence of every literal in one pass (Aho and Corasick, CACM 18(6), 1975), letters without
/// regard to case. A full transition table over classes of symbols: one load a unit, whatever the number of literals.
/// States are numbered by depth, so that the rows that texts use most lie together; states with literals come last.
/// </summary>
internal sealed class LiteralAutomaton
{
    // Rows of 64 entries of two bytes: the rows that texts use stay in the processor's cache.
    private const int Shift = 6;
    private const int Classes = 1 << Shift;
    private const int SharedClasses = 20;
    private const string FrequentMarks = " -_.:/=@";

    private readonly byte[] _classes = new byte[SymbolMap.Count];
    private readonly ushort[] _rows; // (state << Shift) + class -> the next state
    private readonly int _firstMatching;
    private readonly int[][] _literalsOf;
    private readonly byte[] _lengths;
    private readonly string?[] _shared; // literals whose symbols are shared, to be compared again

    public LiteralAutomaton(IReadOnlyList<string> literals)
    {
        Classify();
        _shared = [.. literals.Select(literal => literal.All(unit => _classes[SymbolMap.Of(unit)] >= SharedClasses) ? null : literal)];
        var children = new List<SortedList<byte, int>> { new() };
        List<List<int>> ends = [[]];
        List<int> depths = [0];
        for (var id = 0; id < literals.Count; id++)
        {
            var state = 0;
            foreach (var unit in literals[id])
            {
                var c = _classes[SymbolMap.Of(unit)];
                if (!children[state].TryGetValue(c, out var next))
                {
                    next = children.Count;
                    children[state].Add(c, next);
                    children.Add([]);
                    ends.Add([]);
                    depths.Add(depths[state] + 1);
                }

                state = next;
            }

            ends[state].Add(id);
        }

        var (order, fail) = Link(children, ends);
        var plain = order.Where(state => ends[state].Count == 0).ToArray();
        var matching = order.Where(state => ends[state].Count > 0).ToArray();
        var number = new int[children.Count];
        foreach (var (state, at) in plain.Concat(matching).Select(static (state, at) => (state, at)))
        {
            number[state] = at;
        }

        if (children.Count > ushort.MaxValue)
        {
            throw new ArgumentException(
                $"The rules' literals need {children.Count} states; at most {ushort.MaxValue} can be held.", nameof(literals));
        }

        _firstMatching = plain.Length;
        _literalsOf = [.. matching.Select(state => ends[state].ToArray())];
        _rows = new ushort[children.Count << Shift];
        _lengths = new byte[children.Count];
        foreach (var state in order)
        {
            // The row of the state that a mismatch falls back to, which is shallower and so complete, with the state's own ways on top.
            var row = _rows.AsSpan(number[state] << Shift, Classes);
            if (state != 0)
            {
                _rows.AsSpan(number[fail[state]] << Shift, Classes).CopyTo(row);
            }

            foreach (var (c, next) in children[state])
            {
                row[c] = (ushort)number[next];
            }

            _lengths[number[state]] = (byte)Math.Min(depths[state], byte.MaxValue);
        }
    }

    /// <summary>Adds (position just after the literal, literal's index) for every occurrence, by rising position.</summary>
    /// <returns>How many units at the end may be the beginning of a literal.</returns>
    public int Find(ReadOnlySpan<char> text, ReadOnlySpan<byte> symbols, List<(int End, int Literal)> found)
    {
        var rows = _rows;
        var classes = _classes;
        var firstMatching = _firstMatching;
        var state = 0;
        for (var i = 0; i < symbols.Length; i++)
        {
            state = rows[(state << Shift) | classes[symbols[i]]];
            if (state >= firstMatching)
            {
                Report(text, state, i + 1, found);
            }
        }

        return _lengths[state];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Report(ReadOnlySpan<char> text, int state, int end, List<(int End, int Literal)> found)
    {
        foreach (var literal in _literalsOf[state - _firstMatching])
        {
            if (_shared[literal] is not { } whole || text[(end - whole.Length)..end].Equals(whole, StringComparison.OrdinalIgnoreCase))
            {
                found.Add((end, literal));
            }
        }
    }

    /// <summary>
    /// Letters (without case), digits and the most frequent marks have a class each; all other symbols share a few, and what
    /// is found through those is compared again.
    /// </summary>
    private void Classify()
    {
        var next = SharedClasses;
        foreach (var unit in "abcdefghijklmnopqrstuvwxyz0123456789" + FrequentMarks)
        {
            _classes[unit] = (byte)next++;
        }

        for (var symbol = 0; symbol < SymbolMap.Count; symbol++)
        {
            var folded = SymbolMap.IgnoringCase((byte)symbol);
            _classes[symbol] = _classes[folded] != 0 ? _classes[folded] : (byte)(folded % SharedClasses);
        }
    }

    private static (List<int> Order, int[] Fail) Link(List<SortedList<byte, int>> children, List<List<int>> ends)
    {
        var fail = new int[children.Count];
        var order = new List<int> { 0 };
        for (var at = 0; at < order.Count; at++)
        {
            var state = order[at];
            foreach (var (c, next) in children[state])
            {
                order.Add(next);
                if (state == 0)
                {
                    continue;
                }

                var back = fail[state];
                while (back != 0 && !children[back].ContainsKey(c))
                {
                    back = fail[back];
                }

                fail[next] = children[back].GetValueOrDefault(c);
                ends[next].AddRange(ends[fail[next]]);
            }
        }

        return (order, fail);
    }
}
