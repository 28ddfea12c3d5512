namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>xAI key.</summary>
internal sealed class XaiKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-076",
        Kind = "xai-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("xai-"),
        Pattern = "xai-[A-Za-z0-9_]{70,90}",
        MaxLength = 94,
        Confidence = 0.95,
        Positives = [
            "Rotate «xai" + "-hueKPdoXMVD2oAIJsVLFh2ScDl" + "xAh2GRhLzx5j3ftFXokQTYqLJT04KXWZyPrGqj1j4c4xyFPBBiupAK» before Friday.",
        ],
        Negatives = [
            "xai-hueKPd is not one",
            "The xai-key page describes the format.",
        ],
    };
}
