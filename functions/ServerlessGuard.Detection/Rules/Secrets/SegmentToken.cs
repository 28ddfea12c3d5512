namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Segment public API token.</summary>
internal sealed class SegmentToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-128",
        Kind = "segment-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("sgp_"),
        Pattern = "sgp_[A-Za-z0-9]{64}",
        MaxLength = 68,
        Confidence = 0.95,
        Positives = [
            "Rotate «sgp" + "_cdPSB6soSIoIP544lQ5Q" + "86N6H2zSyslJETUKI8OF8toonucF762zEhM0KoQgqKE0» before Friday.",
        ],
        Negatives = [
            "sgp_cdPS is not one",
            "The segment-token page describes the format.",
        ],
    };
}
