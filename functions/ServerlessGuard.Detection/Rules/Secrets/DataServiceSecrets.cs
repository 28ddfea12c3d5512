namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Keys of map, location, scraping and device services.</summary>
internal static class DataServiceSecrets
{
    /// <summary>Mapbox token: a JWT body without its header.</summary>
    public static Rule MapboxToken { get; } = new()
    {
        Id = "SG-SEC-154",
        Kind = "mapbox-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("pk.eyJ1", "sk.eyJ1", "tk.eyJ1"),
        Pattern = @"[pst]k\.eyJ1[A-Za-z0-9_-]{20,200}\.[A-Za-z0-9_-]{20,30}",
        MaxLength = 240,
        RightBoundary = false,
        Confidence = 0.95,
        Positives = [
            "Rotate «sk." + "eyJ1KvMlDQ2m7yDG15TYCUmQO2bv5" + "UqN8kd2IQHyQKGLGWXcLYdMS47YDdu4XnZs.M97_2w56FaGUtEWI3MmPxH» before Friday.",
        ],
        Negatives = [
            "sk.eyJ1KvMl is not one",
            "The mapbox-token page describes the format.",
        ],
    };

    /// <summary>Apify, Scrapfly and Bright Data token.</summary>
    public static Rule ScrapingKey { get; } = new()
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

    /// <summary>Adafruit IO key.</summary>
    public static Rule AdafruitKey { get; } = new()
    {
        Id = "SG-SEC-169",
        Kind = "adafruit-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("aio_"),
        Pattern = "aio_[A-Za-z0-9]{28}",
        MaxLength = 32,
        Confidence = 0.95,
        Positives = [
            "Rotate «aio" + "_6aRLYTWj" + "JPcMmmaHShQ942R0GWvV» before Friday.",
        ],
        Negatives = [
            "aio_6a is not one",
            "The adafruit-key page describes the format.",
        ],
    };

    /// <summary>Ubidots token.</summary>
    public static Rule UbidotsKey { get; } = new()
    {
        Id = "SG-SEC-170",
        Kind = "ubidots-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("BBFF-", "BBUS-"),
        Pattern = "BB(?:FF|US)-[0-9A-Za-z]{30}",
        MaxLength = 35,
        Confidence = 0.95,
        Positives = [
            "Rotate «BBF" + "F-S3U2JDLy" + "m5jUwnGag9HSN7AQyRQo4b» before Friday.",
        ],
        Negatives = [
            "BBFF-S is not one",
            "The ubidots-key page describes the format.",
        ],
    };

    /// <summary>MaxMind licence key.</summary>
    public static Rule MaxMindKey { get; } = new()
    {
        Id = "SG-SEC-174",
        Kind = "maxmind-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.Contains(["_mmk"], 36),
        Pattern = "[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk",
        MaxLength = 40,
        Confidence = 0.95,
        Positives = [
            "Rotate «TZp" + "bLx_ELHbvGK8" + "6AFg8llhf3LbHzZeMHSCL_mmk» before Friday.",
        ],
        Negatives = [
            "TZpbLx is not one",
            "The maxmind-key page describes the format.",
        ],
    };
}
