using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Bearer token in a header (RFC 6750).</summary>
internal sealed class BearerToken : IRuleSource
{
    public static Rule Rule { get; } = new()
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
            "Authorization: Bearer <token>",
            "Bearer authentication is required",
        ],
    };
}
