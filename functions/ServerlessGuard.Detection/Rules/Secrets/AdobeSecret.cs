namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Adobe client secret.</summary>
internal sealed class AdobeSecret : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-161",
        Kind = "adobe-secret",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("p8e-"),
        Pattern = "p8e-[A-Za-z0-9_-]{32}",
        MaxLength = 36,
        RightBoundary = false,
        Confidence = 0.95,
        Positives = [
            "Rotate «p8e" + "-J4NWT_gddY" + "w5VYGXE8oDPbzewQYYnAUW» before Friday.",
        ],
        Negatives = [
            "p8e-J4 is not one",
            "The adobe-secret page describes the format.",
        ],
    };
}
