namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Vercel token with a typed prefix.</summary>
internal sealed class VercelToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-032",
        Kind = "vercel-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("vcp_", "vci_", "vca_", "vcr_", "vck_"),
        Pattern = "vc[piark]_[A-Za-z0-9]{24,60}",
        MaxLength = 64,
        Confidence = 0.9,
        Positives = [
            "Rotate «vck" + "_JOYKeccKvddmV2ke2S" + "tgiwNQR6HJpNbNTklNnMJL5XTaUiFVpBGtfKcx» before Friday.",
        ],
        Negatives = [
            "vck_JOY is not one",
            "The vercel-token page describes the format.",
        ],
    };
}
