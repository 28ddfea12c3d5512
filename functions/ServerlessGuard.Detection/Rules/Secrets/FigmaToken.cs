namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Figma token.</summary>
internal sealed class FigmaToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-144",
        Kind = "figma-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("figd_", "figo_", "figu_", "figor_", "figp_"),
        Pattern = "fig(?:d|or?|u|p|ur|uh|dr|dh)_[A-Za-z0-9_-]{40}",
        MaxLength = 46,
        RightBoundary = false,
        Confidence = 0.95,
        Positives = [
            "Rotate «fig" + "d_W2a4gQF2rIAQ" + "N8_WXO8KlJ1ies3-VSNz0QMLkUFV» before Friday.",
        ],
        Negatives = [
            "figd_W is not one",
            "The figma-token page describes the format.",
        ],
    };
}
