using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Artifactory encrypted password.</summary>
internal sealed class JfrogPassword : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-067",
        Kind = "jfrog-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("APBTe", "AP6", "AP5"),
        Pattern = "AP(?:BTe|[0-9A-F])[A-Za-z0-9]{20,}",
        MaxLength = 120,
        Check = SecretShape.MixedRandom,
        Confidence = 0.4,
        Context = ["artifactory", "jfrog"],
        ContextConfidence = 0.85,
        Positives = [
            "artifactory password «AP6" + "I1GuyZlOPbN" + "Kf1SfrYkvbLxkheoZHAfSb» is in the notes",
        ],
        Negatives = [
            "artifactory password AP6I1G is not one",
            "The jfrog-token page describes the format.",
        ],
    };
}
