using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>The private part of a JSON Web Key (RFC 7517).</summary>
internal sealed class JsonWebKey : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-189",
        Kind = "private-key",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("\"d\""),
        Pattern = @"""d""\s{0,3}:\s{0,3}""(?<v>[A-Za-z0-9_-]{40,})""",
        MaxLength = 700,
        LeftBoundary = false,
        RightBoundary = false,
        Stop = " {}\n",
        Check = SecretShape.MixedRandom,
        Confidence = 0.3,
        Context = ["kty", "crv"],
        Positives = [
            "{\"kty\":\"EC\",\"crv\":\"P-256\",\"d\":\"«8jw" + "0Xc5Zb3qRk2Tn" + "Vy7Lm4Pd9Hs6Gf1Ea0Uu3Ii5Oo2»\"}",
        ],
        Negatives = [
            "{\"d\":\"8jw0Xc5Zb3qRk2TnVy7Lm4Pd9Hs6Gf1Ea0Uu3Ii5Oo2\"}",
        ],
    };
}
