namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Okta token in its own scheme.</summary>
internal sealed class OktaToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-160",
        Kind = "okta-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("SSWS "),
        Pattern = "SSWS (?<v>00[A-Za-z0-9_-]{38,42})",
        MaxLength = 50,
        RightBoundary = false,
        Confidence = 0.97,
        Positives = [
            "Rotate Authorization: SSWS «00h" + "vVSD9gaV1hBHk" + "tvjzopCA9cI_a0Ii66IhwveeHU» before Friday.",
        ],
        Negatives = [
            "Authorization: SSWS 00hvVS is not one",
            "The okta-token page describes the format.",
        ],
    };
}
