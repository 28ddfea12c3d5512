namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Dropbox short-lived token.</summary>
internal sealed class DropboxToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-151",
        Kind = "dropbox-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("sl."),
        Pattern = @"sl\.(?:u\.)?[A-Za-z0-9_-]{100,}",
        MaxLength = 2048,
        RightBoundary = false,
        Stop = " \n\t\"'",
        Confidence = 0.95,
        Positives = [
            "Rotate «sl." + "ZRLJSOgEHgIVRSpS5I7rCAGpKvSGSmu4_5lwGzrvuN4ke" + "4xc6B1GBKOo3fP44qg8bGDfmMSah77BMIT_iXrgMWTpYGXLs1UdVvybVNtyQaWMJ4E6MpRG30gF16Hxj1ifpwhp1ad» before Friday.",
        ],
        Negatives = [
            "sl.ZRLJSOgEHgIVRS is not one",
            "The dropbox-token page describes the format.",
        ],
    };
}
