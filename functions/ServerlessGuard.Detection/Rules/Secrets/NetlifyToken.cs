namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Netlify personal access token.</summary>
internal sealed class NetlifyToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-031",
        Kind = "netlify-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("nfp_", "nfc_", "nfo_", "nfu_"),
        Pattern = "nf[pcou]_[A-Za-z0-9]{36}",
        MaxLength = 40,
        Confidence = 0.95,
        Positives = [
            "Rotate «nfu" + "_YHckYiMWiAU" + "sDNLOtYrY8Nfz5mZCOXfGQb6q» before Friday.",
        ],
        Negatives = [
            "nfu_YH is not one",
            "The netlify-token page describes the format.",
        ],
    };
}
