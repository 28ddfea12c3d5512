namespace ServerlessGuard.Detection;

/// <summary>
/// Kinds that identify nobody alone: plain dates and web addresses. Their rules need a word near a value, unless somebody requests them
/// plain: to mask every date would spoil most questions.
/// </summary>
public static class PlainKinds
{
    /// <summary>The kinds, as rules name them.</summary>
    public static IReadOnlyList<string> All { get; } = ["date", "url"];

    /// <summary>A scanner over the same rules in which values of these kinds count wherever they stand. Thread-safe.</summary>
    public static Scanner Counted(Scanner scanner)
    {
        ArgumentNullException.ThrowIfNull(scanner);
        return new Scanner([.. scanner.Rules.Select(static rule => All.Contains(rule.Kind)
            ? rule with { Confidence = Math.Max(rule.Confidence, Scanner.DefaultThreshold) }
            : rule)]);
    }
}
