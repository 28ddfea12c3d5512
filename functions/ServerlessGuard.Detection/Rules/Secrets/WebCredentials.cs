using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Tokens in headers and addresses, of any issuer.</summary>
internal static class WebCredentials
{
    /// <summary>Tokens of Webflow, Ramp, Rootly, Contentstack and Endor with typed prefixes.</summary>
    public static Rule TypedPrefixToken { get; } = new()
    {
        Id = "SG-SEC-177",
        Kind = "shared-prefix-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("ws-", "ramp_", "rootly_", "endr+", "cs", "ubi_", "lsk_", "rpa_", "e2b_", "dtn_", "sk_car_", "bb_live_"),
        Pattern = @"ramp_(?:id|sec|tok)_[A-Za-z0-9]{24,64}|rootly_[0-9a-f]{64}|endr\+[A-Za-z0-9-]{16}|lsk_[A-Za-z0-9]{40}|rpa_[A-Z0-9]{38,48}[A-Za-z0-9]{0,8}|e2b_[0-9a-f]{40}|dtn_[0-9a-f]{64}|sk_car_[A-Za-z0-9]{22}|bb_live_[A-Za-z0-9_-]{27}",
        MaxLength = 90,
        Confidence = 0.9,
        Positives = [
            "Rotate «roo" + "tly_ac73d0e1cd08f2f392" + "8c5a051b6464adb20789f7ad7af645a406b5229dcdfefd» before Friday.",
            "value := \"«ro" + "otly_ed33d2a0bc06e9f4480d8a040b63" + "93afe96634a4ca7eb602e168f1665edabeec»\"",
        ],
        Negatives = [
            "test vector roo" + "tly_ac73d0e1cd08f2f3928c5a051b64" + "64adb20789f7ad7af645a406b5229dcdfef",
            "test vector xoo" + "tly_ed33d2a0bc06e9f4480d8a040b63" + "93afe96634a4ca7eb602e168f1665edabeec",
        ],
    };

    /// <summary>RFC 8959 secret-token URI.</summary>
    public static Rule SecretTokenUri { get; } = new()
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
            "why does «se" + "cret-token:FEQ224U557fEc" + "eDcDht87mge6EFSaKQEIZfRbtCc» fail?",
        ],
        Negatives = [
            "rejected value sec" + "ret-toke" + "n:PBX948O207",
            "rejected value xec" + "ret-token:FEQ224U557fEc" + "eDcDht87mge6EFSaKQEIZfRbtCc",
        ],
    };

    /// <summary>JSON Web Token (RFC 7519): a header that is JSON, a body and a signature.</summary>
    public static Rule JsonWebToken { get; } = new()
    {
        Id = "SG-SEC-185",
        Kind = "jwt",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("eyJ"),
        Pattern = @"eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*){0,3}",
        MaxLength = 8192,
        RightBoundary = false,
        Stop = " \n\t\"'",
        Check = TokenParts.HasJsonHeader,
        Confidence = 0.92,
        Positives = [
            "Cookie session=«eyJ" + "hbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9." + "eyJzdWIiOiI0MiIsIm5hbWUiOiJBbm5hIn0.c2lnbmF0dXJlLW9mLWEtdGVzdC10b2tlbg»",
        ],
        Negatives = [
            "eyJhbGciOiJIUzI1NiJ9 alone is a header",
            "eyJub3QganNvbiBhdCBhbGw.eyJub3QganNvbiBhdCBhbGw.c2lnbmF0dXJl",
        ],
    };

    /// <summary>Token of three dotted base64url parts whose header is damaged or not JSON.</summary>
    public static Rule JwtLikeToken { get; } = new()
    {
        Id = "SG-SEC-186",
        Kind = "jwt",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("eyJ", "eyA", "eyT", "eyH", "eyR", "eyB"),
        Pattern = @"ey[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{16,}",
        MaxLength = 4096,
        RightBoundary = false,
        Stop = " \n\t\"'",
        Check = SecretShape.MixedRandom,
        Confidence = 0.7,
        Positives = [
            "id «eyA" + "1hbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9." + "kJzdWIiOiI0MiIsIm5hbWUiOiJBbm5hIn0x.c2lnbmF0dXJlLW9mLWEtdGVzdC10b2tlbg»",
        ],
        Negatives = [
            "id eyA" + "1hbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.kJzdWIiOiI0MiIsI" + "m5hbWUiOiJBbm5hIn0x.c2lnbmF0dXJlLW9mLWEtdGVzdC1example",
            "eyes.open.wide",
        ],
    };

    /// <summary>User and password in a URL (RFC 3986, section 3.2.1); the finding is the password.</summary>
    public static Rule UrlCredentials { get; } = new()
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

    /// <summary>Token in place of the user in a URL.</summary>
    public static Rule UrlToken { get; } = new()
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
            "git clone htt" + "ps://q7Xk2Lm9s4Tn8Vb3Rpe" + "xample@git.contoso.com/a.git",
            "https://contoso.com/@a",
        ],
    };

    /// <summary>Bearer token in a header (RFC 6750).</summary>
    public static Rule BearerToken { get; } = new()
    {
        Id = "SG-SEC-192",
        Kind = "bearer-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("Bearer "),
        Pattern = "Bearer[ ]{1,3}(?<v>[A-Za-z0-9][A-Za-z0-9._~+/-]{15,}={0,3})",
        IgnoreCase = true,
        MaxLength = 4096,
        RightBoundary = false,
        Stop = " \n\t\"'",
        Check = SecretShape.Named,
        Confidence = 0.85,
        Positives = [
            "Authorization: Bearer «q7X" + "k2Lm9s4" + "Tn8Vb3Rp6Wd1Zc5»",
        ],
        Negatives = [
            "Authorization: Bearer q7X" + "k2Lm9s4Tn" + "8Vb3Rpexample",
            "Authorization: Bearer <token>",
            "Bearer authentication is required",
        ],
    };

    /// <summary>User and password in a Basic header (RFC 7617).</summary>
    public static Rule BasicCredentials { get; } = new()
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

    /// <summary>Value of a header that carries a key.</summary>
    public static Rule HttpHeaderKey { get; } = new()
    {
        Id = "SG-SEC-199",
        Kind = "api-key-header",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith(
            "X-API-Key", "X-Auth-Token", "Ocp-Apim-Subscription-Key", "X-Functions-Key", "Api-Key:", "PRIVATE-TOKEN", "X-Access-Token", "X-Vault-Token",
            "apikey:", "X-Amz-Security-Token"),
        Pattern = @"(?:x-[a-z]{2,12}-(?:key|token)|x-amz-security-token|ocp-apim-subscription-key|api-?key|private-token)[""\x27]{0,2}\s{0,3}[:=,]\s{0,3}[""\x27]?(?<v>[A-Za-z0-9][A-Za-z0-9_+/=.~-]{11,190})",
        IgnoreCase = true,
        MaxLength = 240,
        Check = SecretShape.Assigned,
        Confidence = 0.85,
        Positives = [
            "X-API-Key: «k7X" + "k2Lm9" + "s4Tn8Vb3Rp»",
        ],
        Negatives = [
            "X-API-Key: your-api-key-here",
            "X-API-Key: <key>",
        ],
    };
}
