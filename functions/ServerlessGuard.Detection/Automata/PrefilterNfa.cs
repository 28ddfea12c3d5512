namespace ServerlessGuard.Detection.Automata;

/// <summary>
/// Several patterns as one nondeterministic automaton that accepts at least what they match: boundaries count as met,
/// and bounds of repeats that would multiply states are dropped.
/// </summary>
internal sealed class PrefilterNfa
{
    // {2,5} keeps its bound, {0,62} becomes {0,}: what follows a long repeat decides more than its length.
    private const int ExactSpread = 3;
    private const int ExactMinimum = 64;
    private const int MaxNodes = 20_000;

    private readonly List<Node> _nodes = [];

    private readonly record struct Node(UnitSet? Set, int Next, int Other, int Rule);

    public int Count => _nodes.Count;

    /// <summary>Adds a pattern that leads to <paramref name="rule"/>. Returns its first node.</summary>
    public int Add(PatternNode pattern, int rule) => Build(pattern, New(new Node(null, -1, -1, rule)));

    /// <summary>The set that a node reads; null for nodes that read nothing.</summary>
    public UnitSet? SetOf(int node) => _nodes[node].Set;

    public int NextOf(int node) => _nodes[node].Next;

    /// <summary>The successors of a node that reads nothing: two nodes, or one and -1. A node at which a rule matches has none.</summary>
    public (int Next, int Other) BranchesOf(int node) => (_nodes[node].Next, _nodes[node].Other);

    /// <summary>The rule that matches at a node; -1 for others.</summary>
    public int RuleAt(int node) => _nodes[node].Rule;

    private int Build(PatternNode pattern, int next)
    {
        switch (pattern)
        {
            case PatternNode.Units units:
                return New(new Node(units.Set, next, -1, -1));
            case PatternNode.Sequence sequence:
                for (var i = sequence.Parts.Count - 1; i >= 0; i--)
                {
                    next = Build(sequence.Parts[i], next);
                }

                return next;
            case PatternNode.Choice choice:
                var start = Build(choice.Branches[0], next);
                foreach (var branch in choice.Branches.Skip(1))
                {
                    start = New(new Node(null, start, Build(branch, next), -1));
                }

                return start;
            case PatternNode.Value value:
                return Build(value.Part, next);
            case PatternNode.Boundary or PatternNode.Beginning:
                return next;
            default:
                return Repeat((PatternNode.Repeat)pattern, next);
        }
    }

    private int Repeat(PatternNode.Repeat repeat, int next)
    {
        var (min, max) = (Math.Min(repeat.Min, ExactMinimum), repeat.Max - repeat.Min > ExactSpread || repeat.Min > ExactMinimum
            ? -1
            : repeat.Max);
        var start = next;
        if (max < 0)
        {
            start = New(default(Node) with { Rule = -1 });
            var body = Build(repeat.Part, start);
            _nodes[start] = new Node(null, body, next, -1);
        }

        for (var i = min; i < max; i++)
        {
            start = New(new Node(null, Build(repeat.Part, start), next, -1));
        }

        for (var i = 0; i < min; i++)
        {
            start = Build(repeat.Part, start);
        }

        return start;
    }

    private int New(Node node)
    {
        if (_nodes.Count >= MaxNodes)
        {
            throw new NotSupportedException($"The pattern unrolls to more than {MaxNodes} nodes; use smaller bounds.");
        }

        _nodes.Add(node);
        return _nodes.Count - 1;
    }
}
