namespace ServerlessGuard.Detection.Rules.Personal;

/// <summary>An age after a word that says so.</summary>
internal sealed class AgeStated : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-PII-022",
        Kind = "age",
        Category = FindingCategory.Personal,
        Anchor = Anchor.Digits(1, 3, maxBefore: 16, needsContext: true),
        Pattern = @"(?:aged?(?: of)?|turn(?:ed|s)?|turning)(?: just)?[ :=]{1,3}(?<v>\d{1,3})",
        IgnoreCase = true,
        MaxLength = 24,
        Check = IsAge,
        Confidence = 0.3,
        Context = ["age", "aged", "age of", "turn", "turned", "turns", "turning"],
        ContextConfidence = 0.6,
        Positives = ["My brother just turned «60».", "Age: «45»", "patient aged «71»"],
        Negatives = ["turned 3 pages at 2021", "page 12", "age group 500"],
    };

    private static bool IsAge(ReadOnlySpan<char> value) => int.Parse(value) is > 9 and <= 120;
}
