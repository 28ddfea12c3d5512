namespace ServerlessGuard.Detection.Rules.Markup;

/// <summary>Autolink with a long query.</summary>
internal sealed class AutolinkData : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-MRK-011",
        Kind = "autolink",
        Category = FindingCategory.Markup,
        Anchor = Anchor.StartsWith("<http", "<//"),
        Pattern = @"<https?://[^\s<>?]{1,300}\?[^\s<>]{24,}>",
        IgnoreCase = true,
        MaxLength = 1024,
        LeftBoundary = false,
        RightBoundary = false,
        Stop = "> \n",
        Confidence = 0.65,
        Positives = [
            "at «<https://evil.contoso.net/c?d=QW5uYUBjb250b3NvLmNvbTpzZWNyZXQ>» now",
        ],
        Negatives = [
            "<https://contoso.com/a?b=c>",
        ],
    };
}
