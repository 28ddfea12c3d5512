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
            "«sk" + ".eyJ1NeDkDC2i0eBZ15DTDZjDW3dc3BqE3pb6ECQsE" + "VDBOTYdHBfAC15ECds8CmKs.F71_5a65AcFPkABA2ReYfL» leaked in a screenshot",
        ],
        Negatives = [
            "parser dropped sk." + "eyJ1KvMlDQ2m7yDG15TYCUmQO2bv5UqN8kd2I" + "QHyQKGLGWXcLYdMS47YDdu4XnZs.M97_2w56FaGUt",
            "parser dropped xk." + "eyJ1NeDkDC2i0eBZ15DTDZjDW3dc3BqE3pb6ECQsEV" + "DBOTYdHBfAC15ECds8CmKs.F71_5a65AcFPkABA2ReYfL",
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
            "value=«ap" + "ify_api_cw5fbOKEncdz" + "Fd9pte5AecEaGdRDFZBCflAE»;mode=live",
        ],
        Negatives = [
            "rejected value api" + "fy_api_jy6bfUNBhbln" + "Nt4kmo7FpiDtGvJCFRUZgvK",
            "rejected value xpi" + "fy_api_cw5fbOKEncdzF" + "d9pte5AecEaGdRDFZBCflAE",
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
            "# rotated on Monday: «ai" + "o_8eYLYEWqEWe" + "DjcbCEzA850E4TCcB»",
        ],
        Negatives = [
            "regression input aio" + "_6aRLYTWjJPc" + "MmmaHShQ942R0GWv",
            "regression input xio" + "_8eYLYEWqEWeD" + "jcbCEzA850E4TCcB",
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
            "client = Client('«BB" + "FF-Q2C9BDAda4bP" + "ofGej8VLA9DNwEVa5b»')",
        ],
        Negatives = [
            "\"BB" + "FF-S3U2JDLym5jU" + "wnGag9HSN7AQyRQo4\" was refused",
            "\"XB" + "FF-Q2C9BDAda4bP" + "ofGej8VLA9DNwEVa5b\" was refused",
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
            "«UG" + "adAu_CCAdqMB23FAy" + "8mcea9DbNeTfBUBCF_mmk» leaked in a screenshot",
        ],
        Negatives = [
            "parser dropped TZp" + "bLx_ELHbvGK86AFg" + "8llhf3LbHzZeMHSCL_mm",
            "parser dropped UGa" + "dAu-CCAdqMB23FAy8" + "mcea9DbNeTfBUBCF_mmk",
        ],
    };
}
