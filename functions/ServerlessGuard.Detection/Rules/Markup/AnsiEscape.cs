namespace ServerlessGuard.Detection.Rules.Markup;

/// <summary>Terminal escape sequence (ECMA-48): moves, hides or links text on a terminal.</summary>
internal sealed class AnsiEscape : IRuleSource
{
    public static Rule Rule { get; } = new()
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
            "the escape key [31m",
        ],
    };
}
