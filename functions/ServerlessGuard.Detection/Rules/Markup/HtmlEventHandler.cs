namespace ServerlessGuard.Detection.Rules.Markup;

/// <summary>HTML element with an event handler.</summary>
internal sealed class HtmlEventHandler : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-MRK-008",
        Kind = "html-event-handler",
        Category = FindingCategory.Markup,
        Anchor = Anchor.Contains([
            "onerror", "onload", "onclick", "onmouseover", "onfocus", "onanimationstart", "ontoggle", "onpointer",
            "onbegin", "onmouse", "onkey", "onblur", "onchange", "onsubmit", "oninput"], 155),
        Pattern = @"<[a-z][^>]{0,150}[\s/""\x27]on[a-z]{3,20}\s{0,3}=\s{0,3}[^>\s][^>]{0,60}>?",
        IgnoreCase = true,
        MaxLength = 250,
        LeftBoundary = false,
        RightBoundary = false,
        Confidence = 0.9,
        Positives = [
            "x «<b onmouseover=\"go()\">» y",
        ],
        Negatives = [
            "set button.onclick = go",
            "onload is an event",
        ],
    };
}
