namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Cloudflare token with a typed prefix.</summary>
internal sealed class CloudflareTypedToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-036",
        Kind = "cloudflare-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("cfut_", "cfat_", "cfk_"),
        Pattern = "cf(?:ut|at|k)_[A-Za-z0-9]{40,60}",
        MaxLength = 66,
        Confidence = 0.95,
        Positives = [
            "Rotate «cfu" + "t_OhdXfEpj0mKXpX" + "1GZeC5VGhCfCkXes06HdEOgxEIhcKai3Ts» before Friday.",
        ],
        Negatives = [
            "cfut_O is not one",
            "The cloudflare-token page describes the format.",
        ],
    };
}
