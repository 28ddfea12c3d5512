namespace ServerlessGuard.Detection.Own;

/// <summary>A rule as a user writes it: words, or a pattern in .NET's syntax without lookaround, back-references and <c>$</c>.</summary>
public sealed record RuleDefinition
{
    /// <summary>Unique among all rules of a scanner.</summary>
    public required string Id { get; init; }

    /// <summary>The kind of its findings, lower-kebab.</summary>
    public required string Kind { get; init; }

    public FindingCategory Category { get; init; } = FindingCategory.Personal;

    /// <summary>The pattern; null where <see cref="Words"/> are given.</summary>
    public string? Pattern { get; init; }

    /// <summary>Whole words or phrases, found in either case; empty where there is a pattern.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Whether the pattern's letters match in either case.</summary>
    public bool IgnoreCase { get; init; }

    /// <summary>
    /// Words that make a match likelier; where there are any, a match without one of them near it is not acted on by default.
    /// </summary>
    public IReadOnlyList<string> Context { get; init; } = [];

    /// <summary>The confidence, above 0 to 1, of a match without a context word. Default 0.7, with context words 0.3.</summary>
    public double? Confidence { get; init; }

    /// <summary>Texts in which the rule finds exactly the part between « and », or anything where there are no marks.</summary>
    public IReadOnlyList<string> Found { get; init; } = [];

    /// <summary>Texts in which the rule finds nothing.</summary>
    public IReadOnlyList<string> Clean { get; init; } = [];
}

/// <summary>A definition that makes no rule. The message says why, <see cref="SuggestedFix"/> what to write instead.</summary>
public sealed class RuleDefinitionException(string message, string suggestedFix) : Exception(message)
{
    public string SuggestedFix { get; } = suggestedFix;
}
