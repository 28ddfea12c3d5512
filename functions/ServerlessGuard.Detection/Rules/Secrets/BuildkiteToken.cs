namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Buildkite token.</summary>
internal sealed class BuildkiteToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-044",
        Kind = "buildkite-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("bkua_", "bkct_", "bkaj_", "bkpi_"),
        Pattern = "bk(?:ua|ct|aj|pi)_[A-Za-z0-9]{30,50}",
        MaxLength = 60,
        Confidence = 0.95,
        Positives = [
            "Rotate «bku" + "a_My7ibjhiMfNL" + "hZhG8sqDQez8UXoc2iWcV1RSQ8LB» before Friday.",
        ],
        Negatives = [
            "bkua_M is not one",
            "The buildkite-token page describes the format.",
        ],
    };
}
