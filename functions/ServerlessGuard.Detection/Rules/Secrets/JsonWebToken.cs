using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>JSON Web Token (RFC 7519): a header that is JSON, a body and a signature.</summary>
internal sealed class JsonWebToken : IRuleSource
{
    public static Rule Rule { get; } = new()
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
}
