namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>npm access token.</summary>
internal sealed class NpmToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-058",
        Kind = "npm-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("npm_"),
        Pattern = "npm_[A-Za-z0-9]{36}",
        MaxLength = 40,
        Confidence = 0.95,
        Positives = [
            "Rotate «npm" + "_dRZ5SDehQeK" + "vaiL7kBZ4Xt1PJRcDlGnsWR8L» before Friday.",
        ],
        Negatives = [
            "npm_dR is not one",
            "The npm-token page describes the format.",
        ],
    };
}
