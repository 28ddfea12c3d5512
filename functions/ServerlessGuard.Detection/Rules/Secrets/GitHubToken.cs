using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>GitHub token: a typed prefix and thirty base-62 digits that end in their CRC-32.</summary>
internal sealed class GitHubToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-037",
        Kind = "github-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("ghp_", "gho_", "ghu_", "ghs_", "ghr_"),
        Pattern = "gh[pousr]_[A-Za-z0-9]{36,251}",
        MaxLength = 255,
        Check = SecretShape.NotPlaceholder,
        Confidence = 0.9,
        Positives = [
            "Rotate «ghp" + "_Of3TsoTeiOh" + "D3bQV9284pfpmtWXWRll4SheE» before Friday.",
        ],
        Negatives = [
            "ghp_Of is not one",
            "The github-token page describes the format.",
        ],
    };
}
