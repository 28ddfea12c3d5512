namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Google OAuth access token.</summary>
internal sealed class GoogleAccessToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-009",
        Kind = "google-access-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("ya29."),
        Pattern = @"ya29\.[A-Za-z0-9_-]{20,}",
        MaxLength = 2048,
        Stop = " \n\t\"'",
        Confidence = 0.95,
        Positives = [
            "Rotate «ya2" + "9.E2YFGsUAz-ErtgSKBJ" + "XdMuFjcGYlBmivSbBd4zkusvDOeZx5iNsbXRMejoeF» before Friday.",
        ],
        Negatives = [
            "ya29.E2Y is not one",
            "The google-access-token page describes the format.",
        ],
    };
}
