namespace ServerlessGuard.Detection.Names;

/// <summary>
/// The rules that name findings of names. They are not in the catalogue: no pattern finds a name, so a scanner never runs them;
/// <see cref="INameFinder"/> does.
/// </summary>
public static class NameRules
{
    public static IReadOnlyList<Rule> All { get; } = [
        Make("SG-NAM-001", "person"), Make("SG-NAM-002", "organisation"), Make("SG-NAM-003", "location")
    ];

    /// <summary>The rule of a kind of <see cref="NameSpan"/>.</summary>
    public static Rule Of(string kind) => All.First(rule => rule.Kind == kind);

    private static Rule Make(string id, string kind) => new()
    {
        Id = id,
        Kind = kind,
        Category = FindingCategory.Personal,
        Anchor = Anchor.NearContext(),
        Pattern = "",
        MaxLength = NameSentence.LongestToken * NameSentence.MostTokens,
        Confidence = NameTagger.LeastConfidence,
        Positives = [],
        Negatives = [],
    };
}
