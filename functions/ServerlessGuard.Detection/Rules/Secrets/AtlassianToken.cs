namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Atlassian API token.</summary>
internal sealed class AtlassianToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-043",
        Kind = "atlassian-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("ATATT3"),
        Pattern = "ATATT3[A-Za-z0-9_=+-]{100,}",
        MaxLength = 320,
        Stop = " \n\t\"'",
        Confidence = 0.95,
        Positives = [
            "Rotate «ATA" + "TT3Gr2PSpi7voz9elWZin-BVEgg9rVmrRKICfsXS3-7l3UbMkO6I8qFTIoHwCTR" + "WaPG4eBgtCou7prPQRrpgs8VOCo4MIEuqN6nyGXC-dhdlLw8g6LpAmpZlNK_pONwcBnVs1Ae-En1581DshiUqBMWq-cRcbNfQUmjOnS8B8TjaPTdbyVyqCTK4OGX82» before Friday.",
        ],
        Negatives = [
            "ATATT3Gr2PSpi7voz9elWZin is not one",
            "The atlassian-token page describes the format.",
        ],
    };
}
