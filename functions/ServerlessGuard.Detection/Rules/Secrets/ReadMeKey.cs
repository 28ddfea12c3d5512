namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>ReadMe key.</summary>
internal sealed class ReadMeKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-153",
        Kind = "readme-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("rdme_"),
        Pattern = "rdme_[a-z0-9]{70}",
        MaxLength = 75,
        Confidence = 0.95,
        Positives = [
            "Rotate «rdm" + "e_rhjyika6gle5ivec5zlcdu" + "l2u2abw4f8zh919gyr900x01egqvsqgywb6oc8sxosvrggx1» before Friday.",
        ],
        Negatives = [
            "rdme_rhjy is not one",
            "The readme-key page describes the format.",
        ],
    };
}
