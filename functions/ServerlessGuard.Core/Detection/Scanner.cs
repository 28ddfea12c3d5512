namespace ServerlessGuard.Core.Detection;

/// <summary>Finds what rules describe. Immutable and thread-safe; synchronous, no I/O.</summary>
public sealed class Scanner
{
    /// <summary>Findings below this confidence are not acted on.</summary>
    public const double DefaultThreshold = 0.5;

    /// <summary>How far before a match a context word counts, in UTF-16 units of normalised text.</summary>
    public const int ContextReach = 96;

    /// <summary>How far after a match a context word counts.</summary>
    public const int ContextReachAfter = 32;

    /// <summary>Compiles the rules. Throws <see cref="ArgumentException"/> that names the rule whose pattern is bad.</summary>
    public Scanner(IReadOnlyList<Rule> rules) => Rules = rules;

    /// <summary>Every rule that ships.</summary>
    public static Scanner Default { get; } = new(RuleCatalogue.All);

    public IReadOnlyList<Rule> Rules { get; }

    /// <summary>
    /// All findings in <paramref name="text"/> at or above <paramref name="threshold"/>, overlapping ones included, ordered
    /// by start, then longer first, then rule id. Offsets lie on the original text.
    /// </summary>
    public IReadOnlyList<Finding> Scan(string text, double threshold = DefaultThreshold) => throw new NotSupportedException(text + threshold);
}
