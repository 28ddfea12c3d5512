using ServerlessGuard.Detection.Automata;

namespace ServerlessGuard.Detection.Tests.Phones;

/// <summary>Makes the minimal automaton of a pattern over digits (subset construction, then Moore's refinement).</summary>
internal sealed class DigitAutomatonBuilder
{
    private readonly List<(UnitSet? Set, int Next, int Other)> _nodes = [(null, -1, -1)]; // node 0 accepts

    private DigitAutomatonBuilder()
    {
    }

    /// <summary>State 0 is dead, state 1 the start.</summary>
    public static (List<int[]> Next, List<bool> Accepts) Build(PatternNode pattern)
    {
        var builder = new DigitAutomatonBuilder();
        return Minimise(builder.Determinise(builder.Add(pattern, 0)));
    }

    private int New(UnitSet? set, int next, int other)
    {
        _nodes.Add((set, next, other));
        return _nodes.Count - 1;
    }

    private int Add(PatternNode pattern, int next)
    {
        switch (pattern)
        {
            case PatternNode.Units units:
                return New(units.Set, next, -1);
            case PatternNode.Sequence sequence:
                return sequence.Parts.Reverse().Aggregate(next, (then, part) => Add(part, then));
            case PatternNode.Choice choice:
                return choice.Branches.Select(branch => Add(branch, next)).Aggregate((left, right) => New(null, left, right));
            case PatternNode.Value value:
                return Add(value.Part, next);
            case PatternNode.Repeat { Max: >= 0 } repeat:
                var start = next;
                for (var i = 0; i < repeat.Max; i++)
                {
                    start = i < repeat.Max - repeat.Min ? New(null, Add(repeat.Part, start), next) : Add(repeat.Part, start);
                }

                return start;
            default:
                throw new NotSupportedException($"A numbering plan has a {pattern.GetType().Name}.");
        }
    }

    private (List<int[]> Next, List<bool> Accepts) Determinise(int start)
    {
        var ids = new Dictionary<string, int>();
        var sets = new List<int[]>();
        var next = new List<int[]>();
        IdOf(Close([]));
        IdOf(Close([start]));
        for (var state = 0; state < sets.Count; state++)
        {
            next.Add([.. Enumerable.Range('0', 10).Select(digit => IdOf(
                Close(sets[state].Where(node => _nodes[node].Set?.Contains((char)digit) == true).Select(node => _nodes[node].Next))))]);
        }

        return (next, sets.ConvertAll(static set => set.Contains(0)));

        int IdOf(int[] set)
        {
            var name = string.Join(',', set);
            if (!ids.TryGetValue(name, out var id))
            {
                id = sets.Count;
                ids.Add(name, id);
                sets.Add(set);
            }

            return id;
        }
    }

    private int[] Close(IEnumerable<int> nodes)
    {
        var pending = new Stack<int>(nodes);
        var seen = new HashSet<int>();
        while (pending.TryPop(out var node))
        {
            if (seen.Add(node) && node != 0 && _nodes[node].Set is null)
            {
                pending.Push(_nodes[node].Next);
                pending.Push(_nodes[node].Other);
            }
        }

        return [.. seen.Where(node => node == 0 || _nodes[node].Set is not null).Order()];
    }

    private static (List<int[]> Next, List<bool> Accepts) Minimise((List<int[]> Next, List<bool> Accepts) automaton)
    {
        var (next, accepts) = automaton;
        var block = accepts.ConvertAll(static accepting => accepting ? 1 : 0);
        for (var (blocks, before) = (2, 0); blocks != before;)
        {
            var ids = new Dictionary<string, int>();
            var refined = new List<int>();
            for (var state = 0; state < next.Count; state++)
            {
                var name = $"{block[state]}:{string.Join(',', next[state].Select(to => block[to]))}";
                ids.TryAdd(name, ids.Count);
                refined.Add(ids[name]);
            }

            // Blocks are numbered by their first state: the dead state's is 0, the start's 1.
            (blocks, before, block) = (ids.Count, blocks, refined);
        }

        var firsts = Enumerable.Range(0, block.Max() + 1).Select(id => block.IndexOf(id)).ToArray();
        return ([.. firsts.Select(state => next[state].Select(to => block[to]).ToArray())], [.. firsts.Select(state => accepts[state])]);
    }
}
