namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Contentful management token.</summary>
internal sealed class ContentfulToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-139",
        Kind = "contentful-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("CFPAT-"),
        Pattern = "CFPAT-[A-Za-z0-9_-]{43,64}",
        MaxLength = 70,
        RightBoundary = false,
        Confidence = 0.95,
        Positives = [
            "Rotate «CFP" + "AT-qY9hliVUv_0z" + "IxyGcdJM-kXxeZe6hVPQwakSGGaScPa» before Friday.",
        ],
        Negatives = [
            "CFPAT- is not one",
            "The contentful-token page describes the format.",
        ],
    };
}
