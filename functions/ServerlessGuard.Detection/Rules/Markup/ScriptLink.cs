namespace ServerlessGuard.Detection.Rules.Markup;

/// <summary>Address with an executing scheme in a link or attribute.</summary>
internal sealed class ScriptLink : IRuleSource
{
    public static Rule Rule { get; } = new()
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
}
