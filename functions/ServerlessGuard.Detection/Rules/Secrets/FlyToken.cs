namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Fly.io access token.</summary>
internal sealed class FlyToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-029",
        Kind = "fly-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("FlyV1 fm", "fo1_", "fm2_", "fm1r_", "fm1a_"),
        Pattern = "(?:FlyV1 )?(?:fo1_[A-Za-z0-9_-]{43}|fm[12][ar]?_[A-Za-z0-9+/]{100,}={0,3})",
        MaxLength = 2048,
        Stop = " \n\t\"'",
        Confidence = 0.95,
        Positives = [
            "Rotate «fo1" + "_6IEFB8ktBgRTE" + "svQHpbkMHgAz1QAhrqJ5Q0ifwTGCvl» before Friday.",
        ],
        Negatives = [
            "fo1_6I is not one",
            "The fly-token page describes the format.",
        ],
    };
}
