namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>GitHub fine-grained personal access token.</summary>
internal sealed class GitHubFineGrainedToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-038",
        Kind = "github-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("github_pat_"),
        Pattern = "github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}",
        MaxLength = 93,
        Confidence = 0.95,
        Positives = [
            "Rotate «git" + "hub_pat_SmEITi2yP90GRMlfoiXftx" + "_8qswC9F6WxOFpXsmFNZ7b0HmOfIL7Bc3EzF5WBrsHSL3ikswj4ZUOadsQDr» before Friday.",
        ],
        Negatives = [
            "github_pat_ is not one",
            "The github-token page describes the format.",
        ],
    };
}
