using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Token in place of the user in a URL.</summary>
internal sealed class UrlToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-191",
        Kind = "url-credentials",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("://"),
        Pattern = "://(?<v>[A-Za-z0-9_-]{20,100})(?::x-oauth-basic|:)?@[A-Za-z0-9]",
        MaxLength = 140,
        LeftBoundary = false,
        RightBoundary = false,
        Check = SecretShape.MixedRandom,
        Confidence = 0.9,
        Positives = [
            "git clone https://«q7X" + "k2Lm9s4" + "Tn8Vb3Rp6Wd1Zc5»@git.contoso.com/a.git",
        ],
        Negatives = [
            "https://contoso.com/@a",
        ],
    };
}
