using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>User and password in a Basic header (RFC 7617).</summary>
internal sealed class BasicCredentials : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-193",
        Kind = "basic-credentials",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("Basic "),
        Pattern = "Basic[ ]{1,3}(?<v>[A-Za-z0-9+/]{8,240}={0,2})",
        IgnoreCase = true,
        MaxLength = 256,
        RightBoundary = false,
        Check = TokenParts.IsUserAndPassword,
        Confidence = 0.95,
        Positives = [
            "Authorization: Basic «YW5" + "uYTpibH" + "VlLWhvcnNlLTQy»",
        ],
        Negatives = [
            "Basic authentication is required",
            "Basic QWxhZGRpbg==",
        ],
    };
}
