using ServerlessGuard.Detection;

namespace ServerlessGuard.Core.Callers;

/// <summary>The rules that name markup for which a renderer fetches something. It depends on the text before it.</summary>
public static class RemoteMarkupRules
{
    /// <summary>An element, or an attribute of one, that loads, sends or runs something.</summary>
    public static Rule Element { get; } = Make("SG-MRK-015", "html-element");

    /// <summary>An image of Markdown with a remote address, or what gives it one.</summary>
    public static Rule Image { get; } = Make("SG-MRK-016", "markdown-image");

    public static IReadOnlyList<Rule> All { get; } = [Element, Image];

    private static Rule Make(string id, string kind) => new()
    {
        Id = id,
        Kind = kind,
        Category = FindingCategory.Markup,
        Anchor = Anchor.NearContext(),
        Pattern = "",
        MaxLength = 1024,
        Confidence = 0.85,
        Positives = [],
        Negatives = [],
    };
}
