namespace ServerlessGuard.Detection.Rules.Markup;

/// <summary>HTML element that loads, runs or submits: script, iframe, object, embed, form, link, meta, base, svg.</summary>
internal sealed class HtmlActiveElement : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-MRK-006",
        Kind = "html-element",
        Category = FindingCategory.Markup,
        Anchor = Anchor.StartsWith(
            "<script", "</script", "<iframe", "<object", "<embed", "<applet", "<link", "<meta",
            "<base", "<form", "<svg", "<math", "<frame", "<template", "<portal", "<input",
            "<button"),
        Pattern = @"</?(?:script|iframe|object|embed|applet|link|meta|base|form|svg|math|frame|frameset|template|portal|input|button)(?:[\s/][^>]*)?>",
        IgnoreCase = true,
        MaxLength = 1024,
        LeftBoundary = false,
        RightBoundary = false,
        Stop = ">",
        Confidence = 0.85,
        Positives = [
            "ok «<script src=\"//evil.contoso.net/x.js\">» end",
            "«<iframe src=x>» end",
        ],
        Negatives = [
            "a <b>bold</b> claim",
            "the <links> element",
        ],
    };
}
