namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Vercel Blob read and write token.</summary>
internal sealed class VercelBlobToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-033",
        Kind = "vercel-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("vercel_blob_rw_"),
        Pattern = "vercel_blob_rw_[A-Za-z0-9]{16,24}_[A-Za-z0-9]{24,40}",
        MaxLength = 84,
        Confidence = 0.95,
        Positives = [
            "Rotate «ver" + "cel_blob_rw_uDn4JQy" + "uqnNIMsFy_GjAxWEWaXiB5lgrt1jn7a9H8K9ZRCO» before Friday.",
        ],
        Negatives = [
            "vercel_ is not one",
            "The vercel-token page describes the format.",
        ],
    };
}
