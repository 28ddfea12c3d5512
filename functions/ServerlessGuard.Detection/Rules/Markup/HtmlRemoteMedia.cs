namespace ServerlessGuard.Detection.Rules.Markup;

/// <summary>HTML image, media or style that fetches an address.</summary>
internal sealed class HtmlRemoteMedia : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-MRK-007",
        Kind = "html-element",
        Category = FindingCategory.Markup,
        Anchor = Anchor.StartsWith("<img", "<video", "<audio", "<source", "<picture", "<track", "<style", "<body", "<table", "<image", "<area", "<bgsound", "<input"),
        Pattern = @"<(?:img|video|audio|source|picture|track|style|body|table|image|area|bgsound)(?:[\s/][^>]*(?:src|srcset|href|background|poster|style|data)\s{0,3}=[^>]+|\s{0,3})>",
        IgnoreCase = true,
        MaxLength = 2048,
        LeftBoundary = false,
        RightBoundary = false,
        Stop = ">",
        Confidence = 0.85,
        Positives = [
            "see «<img src=\"https://evil.contoso.net/p?d=1\">» end",
        ],
        Negatives = [
            "<tables> is not closed by <b>",
        ],
    };
}
