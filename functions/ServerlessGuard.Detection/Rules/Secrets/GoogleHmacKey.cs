namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Google Cloud Storage HMAC key id.</summary>
internal sealed class GoogleHmacKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-011",
        Kind = "google-hmac-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("GOOG1E"),
        Pattern = "GOOG1E[A-Z2-7]{55}",
        MaxLength = 61,
        Confidence = 0.95,
        Positives = [
            "Rotate «GOO" + "G1EQKZTMFIPUVO5XLJE" + "EJQXKR7B2JCFUGXMG7GOIRHCNGPIPQLKO7HCLQI» before Friday.",
        ],
        Negatives = [
            "GOOG1EQ is not one",
            "The google-hmac-key page describes the format.",
        ],
    };
}
