using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>X (Twitter) bearer token.</summary>
internal sealed class TwitterBearerToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-157",
        Kind = "twitter-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("AAAAAAAAAAAAAAAAAAAA"),
        Pattern = "A{20,24}[A-Za-z0-9%]{60,}",
        MaxLength = 160,
        Check = SecretShape.MixedRandom,
        Confidence = 0.95,
        Positives = [
            "Rotate «AAA" + "AAAAAAAAAAAAAAAAAAAEYsJ1X9lfUN10rk0" + "nwCbIM4LPMhRIcEneTsW6RCVwPxrlyUKnMzuT2Lo89YdfRuwsuPiAAIO9kwAJrlExeIQUb» before Friday.",
        ],
        Negatives = [
            "AAAAAAAAAAAAA is not one",
            "The twitter-token page describes the format.",
        ],
    };
}
