namespace ServerlessGuard.Detection.Rules.Markup;

/// <summary>HTML comment: text that a reader does not see and a model does.</summary>
internal sealed class HtmlComment : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-MRK-014",
        Kind = "html-comment",
        Category = FindingCategory.Markup,
        Anchor = Anchor.StartsWith("<!--"),
        Pattern = "<!--[^>]{0,240}>",
        IgnoreCase = true,
        MaxLength = 250,
        LeftBoundary = false,
        RightBoundary = false,
        Confidence = 0.5,
        Positives = [
            "a «<!-- hidden words -->» b",
        ],
        Negatives = [
            "x <!- y",
        ],
    };
}
