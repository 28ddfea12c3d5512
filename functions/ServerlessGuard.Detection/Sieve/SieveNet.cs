namespace ServerlessGuard.Detection.Sieve;

/// <summary>A nondeterministic automaton over several patterns (Thompson, CACM 11(6), 1968).</summary>
internal sealed class SieveNet
{
    // Beyond this a pattern's bounded repeats are not worth unrolling.
    private const int MaxNodesPerPattern = 3000;

    private readonly List<Node> _nodes = [];

    private readonly record struct Node(UnitSet Set, int Next, int Other, int Rule);

    public int Count => _nodes.Count;

    /// <summary>Adds a pattern; null when it is too large. Returns its first node.</summary>
    public int? Add(PatternNode pattern, int rule)
    {
        var before = _nodes.Count;
        var start = Build(pattern, New(new Node(default, -1, -1, rule)), before + MaxNodesPerPattern);
        if (start < 0)
        {
            _nodes.RemoveRange(before, _nodes.Count - before);
        }

        return start < 0 ? null : start;
    }

    public UnitSet SetOf(int node) => _nodes[node].Set;

    public int NextOf(int node) => _nodes[node].Next;

    /// <summary>Adds the nodes that <paramref name="node"/> leads to without a unit: those that read one, and rules that match.</summary>
    public void Close(int node, HashSet<int> reading, HashSet<int> rules)
    {
        var pending = new Stack<int>();
        var seen = new HashSet<int>();
        pending.Push(node);
        while (pending.TryPop(out var at))
        {
            if (!seen.Add(at))
            {
                continue;
            }

            var here = _nodes[at];
            if (here.Rule >= 0)
            {
                rules.Add(here.Rule);
            }
            else if (here.Set != default)
            {
                reading.Add(at);
            }
            else
            {
                pending.Push(here.Next);
                if (here.Other >= 0)
                {
                    pending.Push(here.Other);
                }
            }
        }
    }

    private int Build(PatternNode pattern, int next, int limit)
    {
        if (next < 0 || _nodes.Count > limit)
        {
            return -1;
        }

        switch (pattern)
        {
            case PatternNode.Units units:
                return New(new Node(units.Set, next, -1, -1));
            case PatternNode.Sequence sequence:
                for (var i = sequence.Parts.Count - 1; i >= 0; i--)
                {
                    next = Build(sequence.Parts[i], next, limit);
                }

                return next;
            case PatternNode.Choice choice:
                var start = Build(choice.Branches[0], next, limit);
                foreach (var branch in choice.Branches.Skip(1))
                {
                    start = Fork(start, Build(branch, next, limit));
                }

                return start;
            default:
                return Repeat((PatternNode.Repeat)pattern, next, limit);
        }
    }

    private int Repeat(PatternNode.Repeat repeat, int next, int limit)
    {
        var start = next;
        if (repeat.Max < 0)
        {
            start = New(default);
            var body = Build(repeat.Part, start, limit);
            if (body < 0)
            {
                return -1;
            }

            _nodes[start] = new Node(default, body, next, -1);
        }

        for (var i = repeat.Min; i < repeat.Max && start >= 0; i++)
        {
            start = Fork(Build(repeat.Part, start, limit), next);
        }

        for (var i = 0; i < repeat.Min && start >= 0; i++)
        {
            start = Build(repeat.Part, start, limit);
        }

        return start;
    }

    private int Fork(int first, int second) => first < 0 || second < 0 ? -1 : New(new Node(default, first, second, -1));

    private int New(Node node)
    {
        _nodes.Add(node);
        return _nodes.Count - 1;
    }
}
