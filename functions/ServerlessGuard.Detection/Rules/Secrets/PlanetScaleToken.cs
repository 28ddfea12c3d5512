namespace ServerlessGuard.Detection.Rules.Secrets;

/// <summary>PlanetScale password, token and OAuth token.</summary>
internal sealed class PlanetScaleToken : IRuleSource
{
    public static Rule Rule { get; } = new()
    {
        Id = "SG-SEC-133",
        Kind = "planetscale-token",
        Category = FindingCategory.Secret,
        Anchor = Anchor.StartsWith("pscale_pw_", "pscale_tkn_", "pscale_oauth_"),
        Pattern = "pscale_(?:pw|tkn|oauth)_[A-Za-z0-9_.=-]{32,64}",
        MaxLength = 80,
        Confidence = 0.95,
        Positives = [
            "Rotate «psc" + "ale_tkn_SE7Vj6uIX" + "35Kfa1ReyKKGQNFp1KcxhxghDYf7Q71DwU» before Friday.",
        ],
        Negatives = [
            "pscale is not one",
            "The planetscale-token page describes the format.",
        ],
    };
}
