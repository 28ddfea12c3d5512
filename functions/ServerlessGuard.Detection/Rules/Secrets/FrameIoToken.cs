namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Frame.io token.</summary>
internal sealed class FrameIoToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-152",
        Kind = "frameio-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("fio-u-", "ffio-u-"),
        Pattern = "f?fio-u-(?:SECRET-)?[A-Za-z0-9_-]{60,72}",
        MaxLength = 90,
        RightBoundary = false,
        Confidence = 0.95,
        Positives = [
            "Rotate «fio" + "-u-Ut8HbjbdYmgvAv5nJ58" + "GekkeaCpDoKwsXIqb4KEm-615sR54oKyI-xMSKytx2rUK» before Friday.",
        ],
        Negatives = [
            "fio-u-Ut is not one",
            "The frameio-token page describes the format.",
        ],
    };
}
