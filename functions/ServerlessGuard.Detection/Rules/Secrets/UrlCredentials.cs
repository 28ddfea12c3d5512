using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>User and password in a URL (RFC 3986, section 3.2.1); the finding is the password.</summary>
internal sealed class UrlCredentials : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-190",
        Kind = "url-credentials",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("://"),
        Pattern = @"://[^\s:/@""\x27<>`]{0,80}:(?<v>[^\s/""\x27<>`]{2,100})@[A-Za-z0-9\[_$]",
        MaxLength = 200,
        LeftBoundary = false,
        RightBoundary = false,
        Check = SecretShape.NotReference,
        Confidence = 0.93,
        Positives = [
            "postgres://shop:«k2@" + "Lm9s»@db.contoso.com:5432/shop",
        ],
        Negatives = [
            "https://contoso.com:8443/login?user=anna@contoso.com",
            "amqps://user:$password@localhost",
        ],
    };
}
