namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>DigitalOcean access, OAuth and refresh token.</summary>
internal sealed class DigitalOceanToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-027",
        Kind = "digitalocean-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("dop_v1_", "doo_v1_", "dor_v1_"),
        Pattern = "do[opr]_v1_[0-9a-f]{64}",
        MaxLength = 71,
        Confidence = 0.95,
        Positives = [
            "Rotate «dor" + "_v1_622fe0f605ab11ecfe" + "855a13b24f8f0507081fdeb7ce580d4c9de129c2744159» before Friday.",
        ],
        Negatives = [
            "dor_v1_6 is not one",
            "The digitalocean-token page describes the format.",
        ],
    };
}
