namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Google OAuth client secret.</summary>
internal sealed class GoogleClientSecret : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-008",
        Kind = "google-client-secret",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("GOCSPX-"),
        Pattern = "GOCSPX-[A-Za-z0-9_-]{28}",
        MaxLength = 35,
        Confidence = 0.95,
        Positives = [
            "Rotate «GOC" + "SPX-GF-Nhu" + "ayh_tUZ2vXrVQk6U0AdVxA» before Friday.",
        ],
        Negatives = [
            "GOCSPX is not one",
            "The google-client-secret page describes the format.",
        ],
    };
}
