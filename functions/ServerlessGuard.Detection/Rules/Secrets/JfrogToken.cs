namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Artifactory API key and reference token.</summary>
internal sealed class JfrogToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-066",
        Kind = "jfrog-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("AKCp", "cmVmdGtu"),
        Pattern = "AKCp[A-Za-z0-9]{69}|cmVmdGtu[A-Za-z0-9]{56}",
        MaxLength = 73,
        Confidence = 0.95,
        Positives = [
            "Rotate «AKC" + "p2ZZcRRzwN1tn7Mcv2MAFfY" + "04aqFQUpBdtSEMc0eBzJWxZPkQtkIGiZ0SQ4QMvMVO85zvQ» before Friday.",
        ],
        Negatives = [
            "AKCp2ZZcR is not one",
            "The jfrog-token page describes the format.",
        ],
    };
}
