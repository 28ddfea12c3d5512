namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Apify, Scrapfly and Bright Data token.</summary>
internal sealed class ScrapingKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-168",
        Kind = "scraping-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("apify_api_", "scp-live-", "scp-test-"),
        Pattern = "apify_api_[A-Za-z0-9]{36}|scp-(?:live|test)-[0-9a-f]{32}",
        MaxLength = 48,
        Confidence = 0.95,
        Positives = [
            "Rotate «api" + "fy_api_jy6bfUN" + "BhblnNt4kmo7FpiDtGvJCFRUZgvKS» before Friday.",
        ],
        Negatives = [
            "apify_ is not one",
            "The scraping-key page describes the format.",
        ],
    };
}
