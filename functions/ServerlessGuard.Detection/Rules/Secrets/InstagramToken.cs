namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Instagram token.</summary>
internal sealed class InstagramToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-156",
        Kind = "instagram-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("IGQ"),
        Pattern = "IGQ[A-Za-z0-9_-]{80,}",
        MaxLength = 512,
        RightBoundary = false,
        Stop = " \n\t\"'",
        Confidence = 0.9,
        Positives = [
            "Rotate «IGQ" + "VyLDVxniM9Sqqap58TB36hGPJznDqysFFAKOCsOZ" + "8JehpmIgRcCirivPZi4oZnz8SdHDpMAmpEQFEnEvk02MwpMp2RiXZ932P0Mp415KEMe0HGM6yAvdhxHIqe» before Friday.",
        ],
        Negatives = [
            "IGQVyLDVxniM9Sq is not one",
            "The instagram-token page describes the format.",
        ],
    };
}
