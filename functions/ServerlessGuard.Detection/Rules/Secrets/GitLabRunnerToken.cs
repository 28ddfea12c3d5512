namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>GitLab runner registration token.</summary>
internal sealed class GitLabRunnerToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-040",
        Kind = "gitlab-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("GR1348941"),
        Pattern = "GR1348941[A-Za-z0-9_-]{20}",
        MaxLength = 29,
        Confidence = 0.95,
        Positives = [
            "Rotate «GR1" + "348941Im" + "pZxAtDyzLQ08_FFrwk» before Friday.",
        ],
        Negatives = [
            "GR1348 is not one",
            "The gitlab-token page describes the format.",
        ],
    };
}
