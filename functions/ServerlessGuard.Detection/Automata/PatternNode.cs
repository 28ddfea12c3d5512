namespace ServerlessGuard.Detection.Automata;

/// <summary>A pattern as a tree.</summary>
internal abstract record PatternNode
{
    private PatternNode()
    {
    }

    public sealed record Units(UnitSet Set) : PatternNode;

    public sealed record Sequence(IReadOnlyList<PatternNode> Parts) : PatternNode;

    public sealed record Choice(IReadOnlyList<PatternNode> Branches) : PatternNode;

    /// <summary><paramref name="Max"/> is -1 for no bound.</summary>
    public sealed record Repeat(PatternNode Part, int Min, int Max, bool Lazy) : PatternNode;

    /// <summary>The group named <c>v</c>: the finding's value.</summary>
    public sealed record Value(PatternNode Part) : PatternNode;

    /// <summary>A place between units that must be, or must not be, a word boundary.</summary>
    public sealed record Boundary(bool Negated) : PatternNode;

    /// <summary>The place where the attempt starts.</summary>
    public sealed record Beginning : PatternNode;
}
