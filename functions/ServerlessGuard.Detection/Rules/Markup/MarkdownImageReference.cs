namespace ServerlessGuard.Detection.Rules.Markup;

/// <summary>Markdown image by reference: its address stands elsewhere.</summary>
internal sealed class MarkdownImageReference : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-MRK-002",
        Kind = "markdown-image",
        Category = FindingCategory.Markup,
        Anchor = Anchor.StartsWith("!["),
        Pattern = @"!\[[^\]\n]{0,120}\]\[[^\]\n]{1,60}\]",
        IgnoreCase = true,
        MaxLength = 190,
        LeftBoundary = false,
        RightBoundary = false,
        Confidence = 0.75,
        Positives = [
            "See «![chart][beacon]» below",
        ],
        Negatives = [
            "array![0] is a macro",
        ],
    };
}
