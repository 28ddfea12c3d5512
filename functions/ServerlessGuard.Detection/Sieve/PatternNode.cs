namespace ServerlessGuard.Detection.Sieve;

/// <summary>A pattern as a tree, boundaries and captures left out.</summary>
internal abstract record PatternNode
{
    private PatternNode()
    {
    }

    public sealed record Units(UnitSet Set) : PatternNode;

    public sealed record Sequence(IReadOnlyList<PatternNode> Parts) : PatternNode;

    public sealed record Choice(IReadOnlyList<PatternNode> Branches) : PatternNode;

    /// <summary><paramref name="Max"/> is -1 for no bound.</summary>
    public sealed record Repeat(PatternNode Part, int Min, int Max) : PatternNode;
}
