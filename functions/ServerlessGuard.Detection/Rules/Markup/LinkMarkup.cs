namespace ServerlessGuard.Detection.Rules.Markup;

/// <summary>Addresses and terminal codes that act wherever they stand.</summary>
internal static class LinkMarkup
{
    /// <summary>Address with an executing scheme in a link or attribute.</summary>
    public static Rule ScriptLink { get; } = new()
    {
        Id = "SG-MRK-005",
        Kind = "script-url",
        Category = FindingCategory.Markup,
        Anchor = Anchor.StartsWith("javascript:", "vbscript:", "data:text/html", "data:image/svg", "data:application/", "livescript:", "java&#", "jav&#"),
        Pattern = @"(?:javascript|vbscript|livescript):[^\s""\x27<>]{1,220}|data:(?:text/html|image/svg\+xml|application/(?:xhtml\+xml|javascript|x-javascript))[;,][^\s""\x27<>)]{1,200}|jav(?:a)?&#[^\s""\x27]{1,100}",
        IgnoreCase = true,
        MaxLength = 256,
        LeftBoundary = false,
        RightBoundary = false,
        Confidence = 0.85,
        Positives = [
            "[x](«javascript:alert(1))» go",
        ],
        Negatives = [
            "JavaScript: the good parts",
            "data: text of the page",
        ],
    };

    /// <summary>Bare address whose query carries a long encoded value.</summary>
    public static Rule BareDataUrl { get; } = new()
    {
        Id = "SG-MRK-012",
        Kind = "data-url",
        Category = FindingCategory.Markup,
        Anchor = Anchor.StartsWith("http://", "https://"),
        Pattern = @"https?://[^\s""\x27<>?()\[\]]{3,200}\?(?:[^\s""\x27<>()]*[&?])?[a-z0-9_]{1,20}=[A-Za-z0-9+/%_=-]{48,}",
        IgnoreCase = true,
        MaxLength = 1024,
        LeftBoundary = false,
        RightBoundary = false,
        Stop = " \n\"'<>",
        Confidence = 0.55,
        Positives = [
            "open «https://evil.contoso.net/c?d=QW5uYUBjb250b3NvLmNvbTpzZWNyZXQtaG9yc2UtYmF0dGVyeS00Mg» soon",
        ],
        Negatives = [
            "https://contoso.com/search?q=summer+shoes",
        ],
    };

    /// <summary>Terminal escape sequence (ECMA-48): moves, hides or links text on a terminal.</summary>
    public static Rule AnsiEscape { get; } = new()
    {
        Id = "SG-MRK-013",
        Kind = "terminal-escape",
        Category = FindingCategory.Markup,
        Anchor = Anchor.StartsWith("\u001b[", "\u001b]", "\u001bP", "\u001b_", "\u009b"),
        Pattern = @"(?:\x1b\[|\x9b)[0-?]{0,40}[ -/]{0,4}[@-~]|\x1b\](?:[^\x07\x1b]{0,180})(?:\x07|\x1b\\)|\x1b[P_^X][^\x1b]{0,180}\x1b\\",
        IgnoreCase = true,
        MaxLength = 200,
        LeftBoundary = false,
        RightBoundary = false,
        Confidence = 0.9,
        Positives = [
            "red «\u001b[31m»text",
        ],
        Negatives = [
            "red \u001b31m without its bracket",
            "the escape key [31m",
        ],
    };
}
