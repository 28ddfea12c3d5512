namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Teamwork token.</summary>
internal sealed class TeamworkToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-171",
        Kind = "teamwork-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("tkn.v1_"),
        Pattern = @"tkn\.v1_[A-Za-z0-9+/_-]{60,90}={0,2}",
        MaxLength = 100,
        RightBoundary = false,
        Confidence = 0.95,
        Positives = [
            "Rotate «tkn" + ".v1_VRr6dpyLcOjJiST59C0hs" + "xsL9lg2VyhAAW5DO1KFJvoQ1SUKYdCvL5a8kAhnEJroQINM2n=» before Friday.",
        ],
        Negatives = [
            "tkn.v1_VR is not one",
            "The teamwork-token page describes the format.",
        ],
    };
}
