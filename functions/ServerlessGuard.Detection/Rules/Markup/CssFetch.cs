namespace ServerlessGuard.Detection.Rules.Markup;

/// <summary>Style sheet text that fetches a remote address.</summary>
internal sealed class CssFetch : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-MRK-010",
        Kind = "css-url",
        Category = FindingCategory.Markup,
        Anchor = Anchor.StartsWith("url(", "@import"),
        Pattern = @"(?:url\(|@import\s{1,4}(?:url\()?)\s{0,4}[""\x27]?(?:https?:)?(?://|\\\\)[^\s""\x27)]{1,200}[""\x27]?\)?",
        IgnoreCase = true,
        MaxLength = 250,
        LeftBoundary = false,
        RightBoundary = false,
        Confidence = 0.7,
        Positives = [
            "b { background: «url(https://evil.contoso.net/p?d=1)» }",
        ],
        Negatives = [
            "url(logo.png)",
        ],
    };
}
