namespace ServerlessGuard.Detection.Rules.Markup;

/// <summary>Bare address whose query carries a long encoded value.</summary>
internal sealed class BareDataUrl : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-MRK-012",
        Kind = "data-url",
        Category = FindingCategory.Markup,
        Anchor = Anchor.StartsWith("http://", "https://"),
        Pattern = @"https?://[^\s""\x27<>?()\[\]]{3,200}\?(?:[^\s""\x27<>()]*[&?])?[a-z0-9_]{1,20}=[A-Za-z0-9+/%_=-]{48,}",
        IgnoreCase = true,
        MaxLength = 1024,
        LeftBoundary = false,
        RightBoundary = false,
        Stop = " \n\"'<>",
        Confidence = 0.55,
        Positives = [
            "open «https://evil.contoso.net/c?d=QW5uYUBjb250b3NvLmNvbTpzZWNyZXQtaG9yc2UtYmF0dGVyeS00Mg» soon",
        ],
        Negatives = [
            "https://contoso.com/search?q=summer+shoes",
        ],
    };
}
