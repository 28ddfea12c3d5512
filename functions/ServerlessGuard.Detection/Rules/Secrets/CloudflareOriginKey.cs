namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Cloudflare origin CA key.</summary>
internal sealed class CloudflareOriginKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-035",
        Kind = "cloudflare-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("v1.0-"),
        Pattern = @"v1\.0-[0-9a-f]{24}-[0-9a-f]{146}",
        MaxLength = 176,
        Confidence = 0.95,
        Positives = [
            "Rotate «v1." + "0-0539be01c458e31f01c66b36-aea3b1756a877766f7779710ca1a24" + "6cc03cfa8582cd845e9219ae67677bcf1180f2a737a04572955dd897984236c4b4c468c97a781b0b08dfc1fd047df001ce7eb4b5ef794b091e72» before Friday.",
        ],
        Negatives = [
            "v1.0-0539be01c458e31f0 is not one",
            "The cloudflare-key page describes the format.",
        ],
    };
}
