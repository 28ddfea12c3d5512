namespace ServerlessGuard.Detection;

/// <summary>
/// Finds every occurrence of every literal in one pass (Aho and Corasick, CACM 18(6), 1975), letters without
/// regard to case. A full transition table over character classes: one load a unit, whatever the number of literals.
/// </summary>
internal sealed class LiteralAutomaton
{
    private const int Matches = int.MinValue;
    private const int SharedClasses = 32;

    private readonly byte[] classes = new byte[0x10000];
    private readonly int classCount;
    private readonly int[] transitions; // state * classCount + class -> next state's row; the sign bit says that it has literals
    private readonly int[][] literalsOf;
    private readonly string?[] shared; // literals whose classes are shared, to be compared again

    public LiteralAutomaton(IReadOnlyList<string> literals)
    {
        shared = [.. literals.Select(static literal => literal.All(char.IsAscii) ? null : literal)];
        classCount = Classify(literals);
        List<int[]> states = [NewRow()];
        List<List<int>> ends = [[]];
        for (var id = 0; id < literals.Count; id++)
        {
            var state = 0;
            foreach (var unit in literals[id])
            {
                ref var next = ref states[state][classes[unit]];
                if (next < 0)
                {
                    next = states.Count;
                    states.Add(NewRow());
                    ends.Add([]);
                }

                state = states[state][classes[unit]];
            }

            ends[state].Add(id);
        }

        Link(states, ends);
        literalsOf = [.. ends.Select(static ids => ids.ToArray())];
        transitions = new int[states.Count * classCount];
        for (var state = 0; state < states.Count; state++)
        {
            for (var c = 0; c < classCount; c++)
            {
                var next = states[state][c];
                transitions[(state * classCount) + c] = (next * classCount) | (literalsOf[next].Length > 0 ? Matches : 0);
            }
        }
    }

    /// <summary>Adds (position just after the literal, literal's index) for every occurrence, by rising position.</summary>
    public void Find(ReadOnlySpan<char> text, List<(int End, int Literal)> found)
    {
        var table = transitions;
        var map = classes;
        var row = 0;
        for (var i = 0; i < text.Length; i++)
        {
            row = table[(row & int.MaxValue) + map[text[i]]];
            if (row < 0)
            {
                foreach (var literal in literalsOf[(row & int.MaxValue) / classCount])
                {
                    if (shared[literal] is not { } whole || text[(i + 1 - whole.Length)..(i + 1)].Equals(whole, StringComparison.OrdinalIgnoreCase))
                    {
                        found.Add((i + 1, literal));
                    }
                }
            }
        }
    }

    /// <summary>
    /// Gives each ASCII character of a literal a class of its own. All others share a few, so that scripts with many
    /// characters do not widen the table; what is found through those is compared again.
    /// </summary>
    private int Classify(IReadOnlyList<string> literals)
    {
        var next = 1; // class 0: occurs in no literal
        foreach (var unit in literals.SelectMany(static literal => literal).Where(char.IsAscii).Select(char.ToLowerInvariant).Distinct())
        {
            classes[unit] = classes[char.ToUpperInvariant(unit)] = (byte)next++;
        }

        foreach (var unit in literals.SelectMany(static literal => literal).Where(static unit => !char.IsAscii(unit)).Select(char.ToLowerInvariant).Distinct())
        {
            classes[unit] = classes[char.ToUpperInvariant(unit)] = (byte)(next + (unit % SharedClasses));
        }

        return next + SharedClasses;
    }

    private int[] NewRow()
    {
        var row = new int[classCount];
        Array.Fill(row, -1);
        return row;
    }

    private void Link(List<int[]> states, List<List<int>> ends)
    {
        var fail = new int[states.Count];
        var queue = new Queue<int>();
        for (var c = 0; c < classCount; c++)
        {
            if (states[0][c] < 0)
            {
                states[0][c] = 0;
            }
            else
            {
                queue.Enqueue(states[0][c]);
            }
        }

        while (queue.TryDequeue(out var state))
        {
            ends[state].AddRange(ends[fail[state]]);
            for (var c = 0; c < classCount; c++)
            {
                var next = states[state][c];
                if (next < 0)
                {
                    states[state][c] = states[fail[state]][c];
                }
                else
                {
                    fail[next] = states[fail[state]][c];
                    queue.Enqueue(next);
                }
            }
        }
    }
}
