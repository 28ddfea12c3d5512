namespace ServerlessGuard.Detection.Rules.Markup;

/// <summary>HTML link whose address carries data or executes.</summary>
internal sealed class HtmlAnchorData : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-MRK-009",
        Kind = "html-link",
        Category = FindingCategory.Markup,
        Anchor = Anchor.StartsWith("<a "),
        Pattern = @"<a\s[^>]{0,200}href\s{0,3}=\s{0,3}[""\x27]?(?:javascript:|data:|vbscript:|(?:https?:)?//[^\s""\x27>]{1,300}\?[^\s""\x27>]{8,})[^>]{0,300}>",
        IgnoreCase = true,
        MaxLength = 1024,
        LeftBoundary = false,
        RightBoundary = false,
        Stop = ">",
        Confidence = 0.75,
        Positives = [
            "go «<a href=\"https://evil.contoso.net/?d=QW5uYUBjb250\">» x",
        ],
        Negatives = [
            "<a href=\"https://contoso.com\">home</a>",
        ],
    };
}
