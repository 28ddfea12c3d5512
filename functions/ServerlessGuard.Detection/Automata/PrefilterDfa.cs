namespace ServerlessGuard.Detection.Automata;

/// <summary>
/// A deterministic automaton over symbols that says which of its rules may match at a position: never one too few, at
/// times one too many, so the rule's own pattern decides. Whole before the first scan, immutable, thread-safe.
/// </summary>
/// <remarks>
/// A state is the offset of its row in the table. States stand in this order: dead (0), those that only lead on, those at
/// which rules match, and leaves, where the builder stopped and every rule still possible is named.
/// </remarks>
internal sealed class PrefilterDfa(byte[] classes, ushort[] table, int classCount, int start, int firstAccepting, int firstLeaf, ushort[][] accepted)
{
    // Per symbol, whether a match may begin with it: most starts end here.
    private readonly bool[] _begins = [.. Enumerable.Range(0, SymbolMap.Count).Select(symbol => start >= firstAccepting || table[start + classes[symbol]] != 0)];

    public int States => table.Length / classCount;

    public int Entries => table.Length;

    /// <summary>Rows from which the builder did not go on.</summary>
    public int Leaves => (table.Length - firstLeaf) / classCount;

    /// <summary>Whether a match may begin with the symbol.</summary>
    public bool CanBegin(byte symbol) => _begins[symbol];

    /// <summary>Whether any rule may match at the start of <paramref name="symbols"/>.</summary>
    public bool MayMatch(ReadOnlySpan<byte> symbols)
    {
        var rows = table;
        var map = classes;
        var row = start;
        if (row >= firstAccepting)
        {
            return true;
        }

        foreach (var symbol in symbols)
        {
            row = rows[row + map[symbol]];
            if (row == 0)
            {
                return false;
            }

            if (row >= firstAccepting)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Calls with every state on the way at which rules may match; the caller tells repeated rules apart.</summary>
    public int Collect(ReadOnlySpan<byte> symbols, CandidateSet candidates)
    {
        var rows = table;
        var map = classes;
        var row = start;
        var steps = 0;
        if (row >= firstAccepting)
        {
            candidates.AddRange(accepted[(row - firstAccepting) / classCount]);
        }

        foreach (var symbol in symbols)
        {
            steps++;
            row = rows[row + map[symbol]];
            if (row == 0)
            {
                break;
            }

            if (row >= firstAccepting)
            {
                candidates.AddRange(accepted[(row - firstAccepting) / classCount]);
            }
        }

        return steps;
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
