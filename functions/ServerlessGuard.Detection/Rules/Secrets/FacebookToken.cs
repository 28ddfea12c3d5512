using ServerlessGuard.Detection.Rules.Secrets.Checks;

namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>Meta Graph API token.</summary>
internal sealed class FacebookToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-155",
        Kind = "facebook-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("EAACEdEose0cBA", "EAA"),
        Pattern = "EAA[A-Za-z0-9]{80,}",
        MaxLength = 512,
        Stop = " \n\t\"'",
        Check = SecretShape.MixedRandom,
        Confidence = 0.9,
        Positives = [
            "Rotate «EAA" + "elTpKIwPnbgPffMUqGyO41xDuTVtAJ5k02kZNZJc9bnuSs" + "ObXbzvrJ2VPYaRfIxc6FeZsIAGyvv7bp49UQuuLrHBwBXLZcn9JCBl3mS0nV2z61GAmvY2znbsyVDSB3dviCM25lj8sSeh» before Friday.",
        ],
        Negatives = [
            "EAAelTpKIwPnbgPff is not one",
            "The facebook-token page describes the format.",
        ],
    };
}
