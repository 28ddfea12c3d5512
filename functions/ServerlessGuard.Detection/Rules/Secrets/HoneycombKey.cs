namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Honeycomb ingest and management key.</summary>
internal sealed class HoneycombKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-126",
        Kind = "honeycomb-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("hcaik_", "hcaic_", "hcbik_", "hcxik_", "hcamk_"),
        Pattern = "hc[abx](?:ik|ic|mk|lk)_[A-Za-z0-9]{26,64}",
        MaxLength = 72,
        Confidence = 0.95,
        Positives = [
            "Rotate «hca" + "ik_g5twc3oi5yar6k6zb" + "wrf30cun2k8ags17f0sfw5tmeoiv5ovqwjexbc435» before Friday.",
        ],
        Negatives = [
            "hcaik_g5 is not one",
            "The honeycomb-key page describes the format.",
        ],
    };
}
