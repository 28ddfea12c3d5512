namespace ServerlessGuard.Detection.Rules.Markup;

/// <summary>Markdown link whose address carries data in its query or a long path.</summary>
internal sealed class MarkdownDataLink : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-MRK-004",
        Kind = "markdown-link",
        Category = FindingCategory.Markup,
        Anchor = Anchor.StartsWith("](http", "](<http", "](//"),
        Pattern = @"\]\(\s{0,4}<?(?:https?:)?(?://|\\\\)(?:[^\s)?>]+\?[^\s)>]{0,200}=[^\s)>]{8,}|[^\s)>]{180,})>?[^\n)]{0,100}\)",
        IgnoreCase = true,
        MaxLength = 2048,
        LeftBoundary = false,
        RightBoundary = false,
        Stop = "\n",
        Confidence = 0.65,
        Positives = [
            "click [here«](https://evil.contoso.net/c?d=QW5uYUBjb250b3NvLmNvbQ)» now",
        ],
        Negatives = [
            "[docs](https://contoso.com/docs)",
            "[page](https://contoso.com/a?p=2)",
        ],
    };
}
