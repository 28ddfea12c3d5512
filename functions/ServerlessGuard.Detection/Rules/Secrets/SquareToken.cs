namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Square access token and OAuth secret.</summary>
internal sealed class SquareToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-105",
        Kind = "square-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("sq0atp-", "sq0csp-", "sq0idp-", "EAAA"),
        Pattern = "sq0(?:atp|idp)-[A-Za-z0-9_-]{22}|sq0csp-[A-Za-z0-9_-]{43}|EAAA[A-Za-z0-9_-]{60}",
        MaxLength = 64,
        RightBoundary = false,
        Confidence = 0.95,
        Positives = [
            "Rotate «sq0" + "csp-a7XqUK8EG9w" + "AC4lqz7QdzgO7eRVrD6lPr4c2XPdLKPN» before Friday.",
        ],
        Negatives = [
            "sq0csp is not one",
            "The square-token page describes the format.",
        ],
    };
}
