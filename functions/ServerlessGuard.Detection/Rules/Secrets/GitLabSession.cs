namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>GitLab session cookie.</summary>
internal sealed class GitLabSession : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-041",
        Kind = "gitlab-session",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("_gitlab_session="),
        Pattern = "_gitlab_session=(?<v>[0-9a-z]{32})",
        MaxLength = 48,
        Confidence = 0.95,
        Positives = [
            "Rotate _gitlab_session=«mtv" + "4vhh7f02l" + "ax7j7bg0ldpcmtl1l7oc» before Friday.",
        ],
        Negatives = [
            "_gitlab_session=mtv4vh is not one",
            "The gitlab-session page describes the format.",
        ],
    };
}
