using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Token of three dotted base64url parts whose header is damaged or not JSON.</summary>
internal sealed class JwtLikeToken : IRuleSource
{
    public static Rule Rule { get; } = new()
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
            "eyes.open.wide",
        ],
    };
}
