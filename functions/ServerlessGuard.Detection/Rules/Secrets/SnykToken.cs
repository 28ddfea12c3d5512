namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Snyk token with a typed prefix.</summary>
internal sealed class SnykToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-165",
        Kind = "snyk-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("snyk_uat.", "snyk_sat."),
        Pattern = @"snyk_[us]at\.[0-9a-f]{8}\.[A-Za-z0-9_.-]{60,}",
        MaxLength = 400,
        Stop = " \n\t\"'",
        Confidence = 0.95,
        Positives = [
            "Rotate «sny" + "k_uat.eb7ebb57.a3ps3FXdf4WtXNUVqWsb" + "Ztu3xwpDv75CDCaYDyGeYmOWDSqdejOTYCQaJevKJZYl1k6V9I6r7zlSEYzK5o9g89q0rC» before Friday.",
        ],
        Negatives = [
            "snyk_uat.eb7e is not one",
            "The snyk-token page describes the format.",
        ],
    };
}
