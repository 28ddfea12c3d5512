using System.Runtime.CompilerServices;

namespace ServerlessGuard.Detection.Automata;

/// <summary>
/// A deterministic automaton over symbols that says which of its rules may match at a position: never one too few, at
/// times one too many, so the rule's own pattern decides. Whole before the first scan, immutable, thread-safe.
/// </summary>
/// <remarks>
/// A state is the offset of its row in the table. States are in this order: dead (0), those that only lead on, those at
/// which rules match, and leaves, where the builder stopped and every rule still possible is named.
/// </remarks>
internal sealed class PrefilterDfa(
    byte[] classes, ushort[] table, int classCount, int start, int firstAccepting, int firstLeaf, ushort[][] accepted,
    bool isExact = false)
{
    // Per symbol, whether a match may begin with it: most starts end here.
    private readonly bool[] _begins = [.. Enumerable.Range(0, SymbolMap.Count)
        .Select(symbol => start >= firstAccepting || table[start + classes[symbol]] != 0)];

    /// <summary>
    /// Whether the automaton, of one rule, accepts exactly what the rule's pattern matches: then it also gives the match's end.
    /// </summary>
    public bool IsExact => isExact;

    /// <summary>Per symbol, its class.</summary>
    public byte[] Classes => classes;

    public int ClassCount => classCount;

    public int States => table.Length / classCount;

    public int Entries => table.Length;

    /// <summary>Rows from which the builder did not continue.</summary>
    public int Leaves => (table.Length - firstLeaf) / classCount;

    /// <summary>Whether a match may begin with the symbol.</summary>
    public bool CanBegin(byte symbol) => _begins[symbol];

    /// <summary>
    /// How far from a match's start its first symbol of <paramref name="anchors"/> may stand, as bits by symbol, and the symbols that may
    /// stand before and behind it (null for any), where every match has one within its first <paramref name="within"/> + 1 units; null
    /// where the automaton does not tell.
    /// </summary>
    public (uint[] Distances, bool[]? Before, bool[]? After)? Around(ReadOnlySpan<byte> anchors, int within)
    {
        var (distances, before, after) = (new uint[SymbolMap.Count], new bool[SymbolMap.Count], new bool[SymbolMap.Count]);
        var (mayBegin, mayEnd) = (false, false);
        var anchorClasses = anchors.ToArray().Select(anchor => (int)classes[anchor]).ToArray();
        HashSet<int> rows = [start];
        HashSet<int> others = []; // classes with a symbol that is no anchor
        for (var symbol = 0; symbol < SymbolMap.Count; symbol++)
        {
            _ = !anchors.Contains((byte)symbol) && others.Add(classes[symbol]);
        }

        for (var units = 0; isExact && units <= within && rows.Count > 0; units++)
        {
            if (units == 8 * sizeof(uint) || rows.Any(row => row >= firstAccepting))
            {
                return null;
            }

            foreach (var anchor in anchors)
            {
                foreach (var next in rows.Select(row => (int)table[row + classes[anchor]]).Where(static next => next != 0))
                {
                    distances[anchor] |= 1u << units;
                    (mayBegin, mayEnd) = (mayBegin || units == 0, mayEnd || next >= firstAccepting);
                    Mark(after, next, static _ => true);
                }
            }

            HashSet<int> following = [];
            foreach (var row in rows)
            {
                Mark(before, row, next => Array.Exists(anchorClasses, anchor => table[next + anchor] != 0));
                following.UnionWith(others.Select(c => (int)table[row + c]).Where(static next => next != 0));
            }

            rows = following;
        }

        return isExact && rows.Count == 0 ? (distances, mayBegin ? null : before, mayEnd ? null : after) : null;

        void Mark(bool[] symbols, int row, Func<int, bool> counts)
        {
            for (var symbol = 0; symbol < SymbolMap.Count; symbol++)
            {
                symbols[symbol] |= table[row + classes[symbol]] is not 0 and var next && counts(next);
            }
        }
    }

    /// <summary>
    /// For one digit, two, up to <paramref name="most"/>: by symbol, whether any rule may match where so many digits stand, whatever they
    /// are, and then the symbol.
    /// </summary>
    public bool[] AfterDigits(int most)
    {
        var may = new bool[most * SymbolMap.Count];
        List<int> rows = [start];
        var digits = classes[(int)'0'..('9' + 1)].Distinct().ToArray();
        var accepted = start >= firstAccepting;
        var byClass = new bool[classCount];
        for (var count = 0; count < most && (accepted || rows.Count > 0); count++)
        {
            rows = [.. rows.SelectMany(row => digits.Select(digit => (int)table[row + digit])).Where(static row => row != 0).Distinct()];
            accepted |= rows.Exists(row => row >= firstAccepting);
            for (var c = 0; c < classCount; c++)
            {
                byClass[c] = accepted || rows.Exists(row => table[row + c] != 0);
            }

            for (var symbol = 0; symbol < SymbolMap.Count; symbol++)
            {
                may[(count * SymbolMap.Count) + symbol] = byClass[classes[symbol]];
            }
        }

        return may;
    }

    /// <summary>Whether any rule may match at the start of <paramref name="symbols"/>.</summary>
    /// <param name="symbols">The symbols that stand there.</param>
    /// <param name="steps">Counts the symbols that were read.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool MayMatch(ReadOnlySpan<byte> symbols, ref long steps)
    {
        var rows = table;
        var map = classes;
        var row = start;
        if (row >= firstAccepting)
        {
            return true;
        }

        for (var i = 0; i < symbols.Length; i++)
        {
            row = rows[row + map[symbols[i]]];
            if (row == 0 || row >= firstAccepting)
            {
                steps += i + 1;
                return row != 0;
            }
        }

        steps += symbols.Length;
        return false;
    }

    /// <summary>
    /// Adds the rules that may match at the start of <paramref name="symbols"/>; true when some may still match after its end.
    /// </summary>
    /// <param name="symbols">The symbols that stand there.</param>
    /// <param name="candidates">The rules.</param>
    /// <param name="steps">Counts the symbols that were read.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool Collect(ReadOnlySpan<byte> symbols, CandidateSet candidates, ref long steps)
    {
        var rows = table;
        var map = classes;
        var row = start;
        if (row >= firstAccepting)
        {
            candidates.AddRange(accepted[(row - firstAccepting) / classCount]);
        }

        for (var i = 0; i < symbols.Length; i++)
        {
            row = rows[row + map[symbols[i]]];
            if (row == 0)
            {
                steps += i + 1;
                return false;
            }

            if (row >= firstAccepting)
            {
                candidates.AddRange(accepted[(row - firstAccepting) / classCount]);
                if (row >= firstLeaf)
                {
                    steps += i + 1;
                    return false; // all that may follow are named
                }
            }
        }

        steps += symbols.Length;
        return true;
    }

    /// <summary>
    /// The end of the preferred match at the start of <paramref name="symbols"/>, where the automaton is exact; -1 for none.
    /// </summary>
    /// <param name="symbols">The symbols that stand there.</param>
    /// <param name="steps">Counts the symbols that were read.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public int MatchEnd(ReadOnlySpan<byte> symbols, ref long steps)
    {
        var rows = table;
        var map = classes;
        var row = start;
        var end = row >= firstAccepting ? 0 : -1;
        var i = 0;
        while (i < symbols.Length)
        {
            row = rows[row + map[symbols[i++]]];
            if (row == 0)
            {
                break;
            }

            end = row >= firstAccepting ? i : end;
        }

        steps += i;
        return end;
    }

    /// <summary>
    /// The end of the preferred match that starts at <paramref name="from"/>, if before <paramref name="limit"/>; -1 for none.
    /// A walk that comes to a state in which an earlier walk was at the same place takes over its outcome, so that many
    /// starts of a long format cost little more than one.
    /// </summary>
    /// <param name="symbols">The whole text.</param>
    /// <param name="from">The start of the match; rises from call to call, as <paramref name="limit"/> does.</param>
    /// <param name="limit">The offset to stop at.</param>
    /// <param name="trace">The walk before this one.</param>
    /// <param name="steps">Counts the symbols that were read.</param>
    public int MatchEnd(ReadOnlySpan<byte> symbols, int from, int limit, WalkTrace trace, ref long steps)
    {
        var row = start;
        var end = row >= firstAccepting ? from : -1;
        var merged = from >= trace.End;
        if (merged)
        {
            trace.Restart(from, row, end);
        }

        for (var at = from; at < limit;)
        {
            steps++;
            row = table[row + classes[symbols[at++]]];
            var accepts = row >= firstAccepting;
            end = accepts ? at : end;
            if (merged || at > trace.End)
            {
                if (!merged)
                {
                    trace.Restart(at, row, accepts ? at : -1); // outlived the walk before it
                    merged = true;
                }
                else
                {
                    trace.Add(row, accepts, from);
                }
            }
            else if (row != 0 && trace.End <= limit && trace.Was(at, row))
            {
                (merged, end, at, row) = (true, Math.Max(trace.LastAccept, end), trace.End, trace.Last);
            }

            if (row == 0)
            {
                break;
            }
        }

        return end;
    }

    /// <summary>
    /// How many symbols decide about a match at the start of <paramref name="symbols"/>; -1 when more text could still change
    /// it. <paramref name="mayMatch"/> tells whether one was possible.
    /// </summary>
    public int Decide(ReadOnlySpan<byte> symbols, out bool mayMatch)
    {
        var row = start;
        mayMatch = row >= firstAccepting;
        for (var i = 0; i < symbols.Length; i++)
        {
            row = table[row + classes[symbols[i]]];
            if (row == 0)
            {
                return i + 1;
            }

            mayMatch |= row >= firstAccepting;
            if (row >= firstLeaf)
            {
                return -1;
            }
        }

        return -1;
    }
}
