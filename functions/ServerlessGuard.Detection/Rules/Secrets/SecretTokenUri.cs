namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>RFC 8959 secret-token URI.</summary>
internal sealed class SecretTokenUri : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-178",
        Kind = "flickr-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("secret-token:"),
        Pattern = "secret-token:[A-Za-z0-9_.~%+-]{12,200}",
        MaxLength = 220,
        Confidence = 0.9,
        Positives = [
            "Rotate «sec" + "ret-token:PBX948" + "O207uAhcUnGnt02mjf6EKLaPMVQZtMslZi» before Friday.",
        ],
        Negatives = [
            "secret is not one",
            "The flickr-token page describes the format.",
        ],
    };
}
