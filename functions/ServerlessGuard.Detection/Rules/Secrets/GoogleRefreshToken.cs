namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Google OAuth refresh token.</summary>
internal sealed class GoogleRefreshToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-010",
        Kind = "google-refresh-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("1//0"),
        Pattern = "1//0[A-Za-z0-9_-]{30,}",
        MaxLength = 256,
        Confidence = 0.95,
        Positives = [
            "Rotate «1//" + "0icq02ntjYSiBCMfSJdU" + "oVxHARlUornuUKPbSOc9gLseWqEiovLYbKWOekVKk» before Friday.",
        ],
        Negatives = [
            "1//0icq0 is not one",
            "The google-refresh-token page describes the format.",
        ],
    };
}
