namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Docker personal and organisation access token.</summary>
internal sealed class DockerToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-063",
        Kind = "docker-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("dckr_pat_", "dckr_oat_"),
        Pattern = "dckr_(?:pat_[A-Za-z0-9_-]{27}|oat_[A-Za-z0-9_-]{32})",
        MaxLength = 41,
        RightBoundary = false,
        Confidence = 0.95,
        Positives = [
            "Rotate «dck" + "r_pat_5BoIp" + "8wlUoVMgUm8rzkfOaho91f» before Friday.",
        ],
        Negatives = [
            "dckr_p is not one",
            "The docker-token page describes the format.",
        ],
    };
}
