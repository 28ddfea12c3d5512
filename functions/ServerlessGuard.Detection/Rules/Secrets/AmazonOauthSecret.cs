namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Login with Amazon client secret.</summary>
internal sealed class AmazonOauthSecret : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-006",
        Kind = "amazon-oauth-secret",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("amzn1.oa2-cs.v1."),
        Pattern = @"amzn1\.oa2-cs\.v1\.[0-9a-f]{64}",
        MaxLength = 84,
        Confidence = 0.95,
        Positives = [
            "Rotate «amz" + "n1.oa2-cs.v1.bb4d6606e012" + "34ae5bf8293300317d7f0ec5da583cd0ac61b44ca0209d1c9fde» before Friday.",
        ],
        Negatives = [
            "amzn1.oa2- is not one",
            "The amazon-oauth-secret page describes the format.",
        ],
    };
}
