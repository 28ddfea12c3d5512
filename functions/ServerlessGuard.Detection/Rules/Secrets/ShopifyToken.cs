namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Shopify access token, app secret and storefront token.</summary>
internal sealed class ShopifyToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-107",
        Kind = "shopify-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("shpat_", "shpca_", "shppa_", "shpss_", "shptka_", "shpua_"),
        Pattern = "shp(?:at|ca|pa|ss|tka|ua)_[0-9a-fA-F]{32}",
        MaxLength = 39,
        Confidence = 0.95,
        Positives = [
            "Rotate «shp" + "at_dbc8b635" + "e267cd8f3e82a9ba12eab3f0» before Friday.",
        ],
        Negatives = [
            "shpat_ is not one",
            "The shopify-token page describes the format.",
        ],
    };
}
